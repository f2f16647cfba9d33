// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/client.h>

// The client: first it is called, then it calls.
class Guest : public QObject
{
    Q_OBJECT

public:
    explicit Guest(const QUrl &url);

    Q_INVOKABLE QString introduceYourself(const QString &greeting);
    Q_INVOKABLE void beSeated(const QString &place);
    Q_INVOKABLE void mayLeave();

Q_SIGNALS:
    void left(int exitStatus);

private:
    void leaveBecauseOf(const WebSocketRpc::Error &error);

    WebSocketRpc::Client m_client;
    bool m_served = false;
};
