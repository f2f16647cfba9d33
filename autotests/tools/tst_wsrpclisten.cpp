// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "wsrpc.h"

#include <websocketrpc/error.h>
#include <websocketrpc/server.h>

#include <QRegularExpression>

#include <optional>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_WsrpcListen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void notificationsArePrinted_data();
    void notificationsArePrinted();
    void listenerAnswersNoCalls();
    void endOfWhatIsListenedToIsNoConnection();
};

void tst_WsrpcListen::notificationsArePrinted_data()
{
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QByteArray>("output");
    const QByteArray first = "{\"method\":\"a.b\",\"params\":[1,\"\\u001b\"]}\n";
    const QByteArray second = "{\"method\":\"c\",\"params\":{\"d\":[]}}\n";
    QTest::newRow("all") << QStringList{u"-n2"_s} << first + second;
    QTest::newRow("by name") << QStringList{u"c"_s, u"--count"_s, u"1"_s} << second;
}

void tst_WsrpcListen::notificationsArePrinted()
{
    QFETCH(const QStringList, names);
    QFETCH(const QByteArray, output);
    Server server;
    connect(&server, &Server::channelOpened, &server, [](Channel *channel) {
        channel->notify("a.b", 1, u"\u001b"_s);
        channel->notify("c", {{"d", QVariantList()}});
    });
    QVERIFY(server.listen());
    const auto result = wsrpc(QStringList{u"listen"_s, server.url().toString()} + names);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, output);
    QCOMPARE(result.status, 0);
}

void tst_WsrpcListen::listenerAnswersNoCalls()
{
    Server server;
    std::optional<Error> error;
    connect(&server, &Server::channelOpened, &server, [&error](Channel *channel) {
        channel->call<void>("a").onFailed(channel, [&error, channel](const Error &answer) {
            error = answer;
            channel->notify("done");
        });
    });
    QVERIFY(server.listen());
    const auto result = wsrpc({u"listen"_s, server.url().toString(), u"-n1"_s});
    QCOMPARE(result.output, QByteArray("{\"method\":\"done\"}\n"));
    QVERIFY(error);
    QCOMPARE(error->code(), int(Error::MethodNotFound));
}

void tst_WsrpcListen::endOfWhatIsListenedToIsNoConnection()
{
    Server server;
    connect(&server, &Server::channelOpened, &server, [](Channel *channel) { channel->close(); });
    QVERIFY(server.listen());
    QCOMPARE(wsrpc({u"listen"_s, server.url().toString()}).status, 3);
}

QTEST_GUILESS_MAIN(tst_WsrpcListen)
#include "tst_wsrpclisten.moc"
