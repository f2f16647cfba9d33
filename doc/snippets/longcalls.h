// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/client.h>
#include <websocketrpc/progress.h>

#include <QtConcurrent>

class Reports : public QObject
{
    Q_OBJECT

public:
    explicit Reports(WebSocketRpc::Channel *elsewhere = nullptr) : m_elsewhere(elsewhere) { }

    Q_INVOKABLE QFuture<QString> analyse(const QStringList &pages);
    Q_INVOKABLE int count(int steps, const WebSocketRpc::CallContext &context);
    Q_INVOKABLE QFuture<int> addElsewhere(int a, int b, const WebSocketRpc::CallContext &context);

private:
    WebSocketRpc::Channel *m_elsewhere;
};
