// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/channel.h>

#include <QTimer>

// The methods of server.py. The compiler checks calls of them, and the arguments get their names.
class KitchenApi : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual QString order(const QString &dish) = 0;
};

// The same methods in Qt, for client.py.
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
