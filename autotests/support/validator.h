// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "program.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace TestSupport {

// What public validators say of schemas and documents; autotests/openrpc/validate.py tells of what and how.
inline QJsonArray validated(const QByteArray &entries)
{
    const ProgramResult result =
        runProgram(QStringLiteral("python"), {QStringLiteral(OPENRPC_VALIDATOR)}, {entries});
    if (result.status != 0)
        qFatal("the validator ended with %d: %s", result.status, result.errors.constData());
    return QJsonDocument::fromJson(result.output).array();
}

} // namespace TestSupport
