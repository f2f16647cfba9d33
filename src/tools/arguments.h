// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "input.h"

#include <websocketrpc/arguments.h>

#include <QStringList>

// A method with what it is called with.
struct MethodCall
{
    QString method;
    WebSocketRpc::Arguments arguments;
};

// From words such as name=value, or from a lone "-" all of them as JSON from the standard input.
[[nodiscard]] Parsed<WebSocketRpc::Arguments> parseArguments(
    const QStringList &words, Input &input);

// From one JSON object or array, or from the file behind an @ that holds it.
[[nodiscard]] Parsed<WebSocketRpc::Arguments> parseParams(const QString &text, Input &input);

// From one text with a method and its arguments, quoted as in a shell.
[[nodiscard]] Parsed<MethodCall> parseMethodCall(const QString &text, Input &input);
