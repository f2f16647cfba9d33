// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <websocketrpc/arguments.h>

#include <QStringList>

// A method and its arguments.
struct MethodCall
{
    QString method;
    WebSocketRpc::Arguments arguments;
};

// From words such as name=value; a lone "-" reads all of them as JSON from the standard input.
[[nodiscard]] Parsed<WebSocketRpc::Arguments> parseArguments(
    const QStringList &words, Input &input);

// From a single value as parseArguments() takes it by position; "-" reads JSON from the standard input.
[[nodiscard]] Parsed<QVariant> parseValue(const QString &text, Input &input);

// From a JSON object or array, or from "@" and the name of a file that contains one.
[[nodiscard]] Parsed<WebSocketRpc::Arguments> parseParams(const QString &text, Input &input);

// From a method and its arguments in one text, quoted as in a shell.
[[nodiscard]] Parsed<MethodCall> parseMethodCall(const QString &text, Input &input);
