// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wirename_p.h"

namespace WebSocketRpc {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// addTwo -> add_two, HTTPServer -> http_server
QByteArray toSnakeCase(const QByteArray &name)
{
    QByteArray result;
    result.reserve(name.size() + 4);
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name.at(i);
        const char previous = i > 0 ? name.at(i - 1) : '_';
        const char next = i + 1 < name.size() ? name.at(i + 1) : '\0';
        const bool endsAcronym = isUpper(previous) && next >= 'a' && next <= 'z';
        if (isUpper(c) && previous != '_' && (!isUpper(previous) || endsAcronym))
            result.append('_');
        result.append(isUpper(c) ? char(c - 'A' + 'a') : c);
    }
    return result;
}

} // namespace

QByteArray spelledName(const ExposeOptions &options, const QByteArray &declaredName)
{
    switch (options.names) {
    case MethodNames::AsDeclared:
        return declaredName;
    case MethodNames::SnakeCase:
        return toSnakeCase(declaredName);
    }
    Q_UNREACHABLE();
}

QByteArray wireName(const ExposeOptions &options, const QByteArray &declaredName)
{
    return options.prefix.toUtf8() + spelledName(options, declaredName);
}

bool isReservedName(const QByteArray &name)
{
    return name.startsWith('_') || name.startsWith("rpc.") || name.startsWith("$/");
}

} // namespace WebSocketRpc
