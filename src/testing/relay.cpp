// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "relay_p.h"

#include "reset_p.h"

namespace WebSocketRpc::Test {

namespace {

constexpr qint64 readBufferSize = 64 * 1024;

void prepare(QTcpSocket &socket)
{
    socket.setReadBufferSize(readBufferSize);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

} // namespace

Relay::Relay(std::unique_ptr<QTcpSocket> client, const QUrl &target)
    : m_client(std::move(client))
    , m_toServer(m_client.get(), &m_server)
    , m_toClient(&m_server, m_client.get())
{
    attach(m_toServer, Direction::ToServer, &m_server);
    attach(m_toClient, Direction::ToClient, m_client.get());
    connect(m_client.get(), &QTcpSocket::disconnected, this,
        [this] { endOfInput(m_toServer, m_toClient); });
    connect(
        &m_server, &QTcpSocket::disconnected, this, [this] { endOfInput(m_toClient, m_toServer); });
    connect(&m_server, &QTcpSocket::errorOccurred, this, [this] { cut(Ending::Finish); });
    connect(&m_server, &QTcpSocket::connected, this, [this] {
        disconnect(&m_server, &QTcpSocket::errorOccurred, this, nullptr);
        prepare(m_server);
        m_toServer.start();
        m_toClient.start();
    });
    prepare(*m_client);
    const int defaultPort = target.scheme() == QLatin1String("wss") ? 443 : 80;
    m_server.connectToHost(target.host(), quint16(target.port(defaultPort)));
}

Relay::~Relay()
{
    m_client->disconnect(this);
    m_server.disconnect(this);
}

void Relay::attach(Pipe &pipe, Direction direction, QTcpSocket *to)
{
    connect(&pipe, &Pipe::passed, this,
        [this, direction](qint64 count) { Q_EMIT passed(direction, count); });
    connect(&pipe, &Pipe::limitReached, this, [this] { cut(m_ending); });
    connect(&pipe, &Pipe::drained, to, &QTcpSocket::disconnectFromHost);
}

Pipe &Relay::pipe(Direction direction)
{
    return direction == Direction::ToServer ? m_toServer : m_toClient;
}

void Relay::cutAfterBytes(qint64 count, const Cut &cut)
{
    m_ending = cut.ending;
    pipe(cut.direction).setLimit(count);
}

bool Relay::isCutPending() const
{
    return !m_finished && (m_toServer.hasLimit() || m_toClient.hasLimit());
}

void Relay::cut(Ending ending)
{
    m_toServer.stop();
    m_toClient.stop();
    for (QTcpSocket *const socket : {m_client.get(), &m_server}) {
        if (ending == Ending::Reset)
            resetConnection(socket);
        else
            socket->disconnectFromHost();
    }
    finishWhenClosed();
}

void Relay::endOfInput(Pipe &input, Pipe &output)
{
    input.endOfInput();
    output.stop();
    finishWhenClosed();
}

void Relay::finishWhenClosed()
{
    if (m_client->state() != QTcpSocket::UnconnectedState
        || m_server.state() != QTcpSocket::UnconnectedState)
        return;
    if (!std::exchange(m_finished, true))
        Q_EMIT finished();
}

} // namespace WebSocketRpc::Test

#include "moc_relay_p.cpp"
