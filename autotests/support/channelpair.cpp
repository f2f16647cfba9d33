// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "eventually.h"

#include <websocketrpc/test/channelpair.h>

#include <QWebSocket>

using namespace WebSocketRpc;

ChannelPair::ChannelPair(Kind kind, const Limits &limits)
{
    if (kind == Kind::InProcess) {
        auto [left, right] = Test::channelPair();
        m_left = std::move(left);
        m_right = right.release();
        m_right->setLimits(limits);
        return;
    }
    m_server = std::make_unique<Server>();
    m_server->setLimits(limits);
    QSignalSpy opened(m_server.get(), &Server::channelOpened);
    if (!m_server->listen())
        qFatal("cannot listen: %s", qPrintable(m_server->errorString()));
    auto client = std::make_unique<Client>(m_server->url());
    client->setReconnectPolicy(ReconnectPolicy::never());
    client->setSharesFrames(kind != Kind::WebSocketWithPlainFrames);
    if (kind == Kind::QWebSocket) {
        m_server->setUsesQWebSocket(true);
        client->setSocketFactory([](const QUrl &) { return std::make_unique<QWebSocket>(); });
    }
    client->open();
    if (!eventually([&] { return client->isConnected() && !opened.isEmpty(); }))
        qFatal("cannot connect");
    m_right = m_server->channels().constFirst();
    m_left = std::move(client);
}

ChannelPair::~ChannelPair()
{
    if (m_right && !m_server)
        deleteRight();
}

void ChannelPair::deleteRight()
{
    delete m_right.data();
}

void ChannelPair::dropLink()
{
    if (m_left)
        m_left->close();
}

void ChannelPair::addRows()
{
    QTest::addColumn<ChannelPair::Kind>("kind");
    QTest::newRow("in process") << Kind::InProcess;
    QTest::newRow("over a web socket") << Kind::WebSocket;
    QTest::newRow("over a web socket with plain frames") << Kind::WebSocketWithPlainFrames;
    QTest::newRow("over a QWebSocket") << Kind::QWebSocket;
}

ChannelPair::Kind ChannelPair::fetchKind()
{
    QFETCH_GLOBAL(ChannelPair::Kind, kind);
    return kind;
}
