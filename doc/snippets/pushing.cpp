// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/route.h>

#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::pushToAll()
{
    WebSocketRpc::Server &server = *m_server;
    QTRY_COMPARE(server.channels().size(), 1);
    //! [all]
    server.notifyAll("log", "dinner is ready");
    server.notifyAll("log", {{"line", "dinner is ready"}}); // by name
    //! [all]
    const QString text = u"dinner is ready"_s;
    QTRY_COMPARE(m_clientLog.lines, (QStringList{text, text}));
}

void Snippets::pushToSome()
{
    WebSocketRpc::Server &server = *m_server;
    server.setAuthenticator(
        [](const WebSocketRpc::PeerInfo &) { return WebSocketRpc::Admission::accept(u"ada"_s); });
    server.route(u"/kitchen"_s);
    server.route(u"/"_s);
    Log adasLog;
    QUrl url = server.url();
    url.setPath(u"/kitchen"_s);
    WebSocketRpc::Client ada(url);
    ada.expose(&adasLog);
    ada.open();
    QTRY_COMPARE(server.channels().size(), 2);
    //! [audience]
    server.audience({.route = u"/kitchen"_s}).notify("log", "the oven is hot");
    server.audience({.identity = u"ada"_s}).notify("log", "a letter for you");
    //! [audience]
    //! [predicate]
    const auto isHere = [](const WebSocketRpc::PeerInfo &peer) {
        return peer.address == "127.0.0.1"_L1;
    };
    server.audience({.predicate = isHere}).notify("log", "hello, neighbour");
    //! [predicate]
    QTRY_COMPARE(adasLog.lines.size(), 3);
}

void Snippets::pushToOne()
{
    WebSocketRpc::Server server;
    //! [one]
    connect(&server, &WebSocketRpc::Server::channelOpened, this,
        [](WebSocketRpc::Channel *channel) { channel->notify("log", "welcome"); });
    //! [one]
    QVERIFY(server.listen());
    Log log;
    WebSocketRpc::Client client(server.url());
    client.expose(&log);
    client.open();
    QTRY_COMPARE(log.lines, QStringList{u"welcome"_s});
}
