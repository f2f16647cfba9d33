// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearraylist.h>
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
    bool ignoreExtraArguments = false;
    bool wholeParams = false;
    QStringList keepRunning = {};
    QStringList sharedSignals = {};
    QStringList sharedProperties = {};
    QStringList writableProperties = {};

    friend bool operator==(const ExposeOptions &, const ExposeOptions &) = default;
};

struct HandlerOptions
{
    QByteArrayList parameterNames = {};
    bool ignoreUnknownMembers = false;
    bool ignoreExtraArguments = false;
    bool wholeParams = false;
    bool keepRunning = false;

    friend bool operator==(const HandlerOptions &, const HandlerOptions &) = default;
};

} // namespace WebSocketRpc
