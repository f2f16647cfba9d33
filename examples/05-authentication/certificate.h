// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSslConfiguration>

#include <optional>

// A self-signed certificate for localhost, made at each start with the openssl program. It is only
// for this example: a real server has a certificate that its clients trust.
struct ThrowAwayCertificate
{
    QSslConfiguration forServer;
    QSslConfiguration forClient; // trusts only that certificate
};

// Absent if the openssl program is missing or fails.
std::optional<ThrowAwayCertificate> makeThrowAwayCertificate();
