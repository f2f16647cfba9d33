// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/server.h>

#include <QHash>

// The server: first it calls to greet, then it answers.
class Host : public QObject
{
    Q_OBJECT

public:
    Host();

    bool open();
    QUrl url() const { return m_server.url(); }

    Q_INVOKABLE QString order(const QString &dish, const WebSocketRpc::CallContext &context);

private:
    void greet(WebSocketRpc::Channel *channel);

    WebSocketRpc::Server m_server;
    QHash<QString, QString> m_names; // by channel
};
