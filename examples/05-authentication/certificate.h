// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSslConfiguration>

#include <optional>

// A certificate for localhost that signs itself, made anew at each start with the openssl program.
// It is for this example: a real server has one that clients trust already.
struct ThrowAwayCertificate
{
    QSslConfiguration forServer;
    QSslConfiguration forClient; // trusts nothing but that certificate
};

// Absent where the openssl program is, or fails.
std::optional<ThrowAwayCertificate> makeThrowAwayCertificate();
