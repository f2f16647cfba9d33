// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "arguments.h"
#include "headers.h"
#include "optionvalues.h"

#include <websocketrpc/dialect.h>

#include <QSslConfiguration>
#include <QUrl>

#include <chrono>
#include <optional>

struct ConnectionOptions
{
    QUrl url;
    QList<Header> headers;
    std::optional<QSslConfiguration> tls; // for wss only
    std::optional<MethodCall> login;
    WebSocketRpc::Dialect dialect = WebSocketRpc::Dialect::JsonRpc2;
    bool offersSubprotocol = true;
    bool offersCompression = false;
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds timeout{30'000}; // of connecting and the answer together
};

// A connection to the URL with the options that are given.
[[nodiscard]] Parsed<ConnectionOptions> connectionOf(
    const QString &url, const OptionValues &options, Input &input);
