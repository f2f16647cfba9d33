// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QJsonObject>

#include <vector>

struct ProgramDocument
{
    QByteArray name;
    QJsonObject document;
};

// What interop-server, which is the first, and the examples tell of themselves.
[[nodiscard]] std::vector<ProgramDocument> documentsOfPrograms();
