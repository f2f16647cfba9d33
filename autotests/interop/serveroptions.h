// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/dialect.h>

#include <QHostAddress>
#include <QSslConfiguration>
#include <QStringList>

#include <optional>
#include <variant>

namespace Interop {

struct ServerOptions
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0;
    QString path = QStringLiteral("/ws"); // and all paths below it
    QByteArray token = {};
    QStringList origins = {}; // of web pages that may connect; if empty, the server's own
    std::optional<QSslConfiguration> tls = {};
    int threads = 1;
    std::optional<WebSocketRpc::Dialect> dialect = {}; // empty: as the client's first message
};

struct UsageError
{
    QString message;
};

[[nodiscard]] std::variant<ServerOptions, UsageError> parseOptions(const QStringList &arguments);

} // namespace Interop
