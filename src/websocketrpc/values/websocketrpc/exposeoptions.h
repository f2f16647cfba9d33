// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace WebSocketRpc {

enum class MethodNames { AsDeclared, SnakeCase };

struct ExposeOptions
{
    QString prefix = {};
    QStringList methods = {};
    MethodNames names = MethodNames::AsDeclared;
    bool publicSlots = false;
    bool ignoreUnknownMembers = false;

    friend bool operator==(const ExposeOptions &, const ExposeOptions &) = default;
};

} // namespace WebSocketRpc
