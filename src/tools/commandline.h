// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/dialect.h>

#include <QUrl>

#include <chrono>
#include <variant>

struct CommandLine
{
    QString command;
    QUrl url;
    QString method;
    WebSocketRpc::Arguments arguments;
    std::chrono::milliseconds timeout{30'000};
    QList<std::pair<QByteArray, QByteArray>> headers;
    WebSocketRpc::Dialect dialect = WebSocketRpc::Dialect::JsonRpc2;
    bool compact = false;

    // Of bench alone.
    int calls = 100'000;
    int window = 64; // calls on their way on each connection
    int connections = 1;
    bool json = false;
};

struct UsageError
{
    QString message;
};

// Prints and exits where help or the version is asked for.
[[nodiscard]] std::variant<CommandLine, UsageError> parseCommandLine(const QStringList &arguments);
