// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "pipe_p.h"

#include <QtNetwork/qtcpsocket.h>

namespace WebSocketRpc::Test {

// One connection through a FaultProxy: from a client, and on to the server.
class Relay final : public QObject
{
    Q_OBJECT

public:
    Relay(std::unique_ptr<QTcpSocket> client, const QUrl &target);
    ~Relay() override;

    [[nodiscard]] Pipe &pipe(Direction direction);
    void cut(Ending ending);
    void cutAfterBytes(qint64 count, const Cut &cut);
    [[nodiscard]] bool isCutPending() const;

Q_SIGNALS:
    void passed(WebSocketRpc::Test::Direction direction, qint64 count);
    void finished();

private:
    void attach(Pipe &pipe, Direction direction, QTcpSocket *to);
    void endOfInput(Pipe &input, Pipe &output);
    void finishWhenClosed();

    const std::unique_ptr<QTcpSocket> m_client;
    QTcpSocket m_server;
    Pipe m_toServer;
    Pipe m_toClient;
    Ending m_ending = Ending::Reset;
    bool m_finished = false;
};

} // namespace WebSocketRpc::Test
