// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>

#include <QTimer>

// What server.py has, so that calls of it are checked by the compiler and get the names of their
// arguments.
class KitchenApi : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual QString order(const QString &dish) = 0;
};

// The same in Qt, for client.py.
class Kitchen : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString order(const QString &dish, const WebSocketRpc::CallContext &context)
    {
        WebSocketRpc::Channel *channel = context.channel();
        QTimer::singleShot(100, channel, [channel, dish] {
            channel->call<void>("serve", {{"dish", dish}});
        });
        return dish + QStringLiteral(", it is in the oven");
    }
};
