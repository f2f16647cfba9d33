// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <QTest>

using namespace Qt::StringLiterals;

void Snippets::exchangeGadgets()
{
    const auto mirrored = m_client->call<Point>("mirrored", Point{1, 2});
    QTRY_VERIFY(mirrored.isFinished());
    QCOMPARE(mirrored.result().x, -1);
    QCOMPARE(mirrored.result().y, -2);
}

void Snippets::exposeWithOptions()
{
    WebSocketRpc::Server server;
    QVERIFY(server.listen());
    Calculator calculator;
    //! [options]
    server.expose(&calculator,
        {.prefix = u"calculator."_s,
            .methods = {u"add"_s, u"addSlowly"_s},
            .names = WebSocketRpc::MethodNames::SnakeCase});
    //! [options]

    WebSocketRpc::Client client(server.url());
    client.open();
    const auto sum = client.call<int>("calculator.add_slowly", 1, 2);
    QTRY_VERIFY(sum.isFinished());
    QCOMPARE(sum.result(), 3);
}

void Snippets::callBack()
{
    WebSocketRpc::Server &server = *m_server;
    //! [server calls]
    connect(&server, &WebSocketRpc::Server::channelOpened, this,
        [](WebSocketRpc::Channel *channel) { channel->notify("log", "welcome"); });
    //! [server calls]
    QTRY_COMPARE(m_clientLog.lines, QStringList{u"welcome"_s});

    const auto address = m_client->call<QString>("whoAmI");
    QTRY_VERIFY(address.isFinished());
    QCOMPARE(address.result(), u"127.0.0.1"_s);
    QTRY_COMPARE(m_clientLog.lines.size(), 2);
}
