// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/test/scriptedpeer.h>

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;

// A notification has no answer, so the end that receives it has to report failures.
class tst_Notifications : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void failedNotificationIsTold_data();
    void failedNotificationIsTold();
    void lateFailureIsTold();
    void failureInAnotherThreadIsTold();
    void clientIsToldAsWell();
    void nothingWithAMethodAndNoIdIsAnswered_data();
    void nothingWithAMethodAndNoIdIsAnswered();
    void channelMayBeDeletedInTheSignal();

private:
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Server> m_server;
};

const QRegularExpression hadNoEffect(u"the notification .* had no effect"_s);

void tst_Notifications::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    QVERIFY(m_server->listen());
}

void tst_Notifications::failedNotificationIsTold_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("method");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &members, const char16_t *method,
                         int code) {
        QTest::newRow(name) << R"({"jsonrpc":"2.0",)" + members + '}' << QString::fromUtf16(method)
                            << code;
    };
    row("unknown method", R"("method":"recrd","params":["a"])", u"recrd", -32601);
    row("missing argument", R"("method":"record")", u"record", -32602);
    row("unknown argument", R"("method":"record","params":{"text":"a","more":1})", u"record",
        -32602);
    row("wrong type", R"("method":"record","params":[1])", u"record", -32602);
    row("error thrown", R"("method":"divide","params":[1,0])", u"divide", 1);
    row("exception thrown", R"("method":"crash")", u"crash", -32603);
    row("parameters as text", R"("method":"record","params":"a")", u"record", -32600);
}

void tst_Notifications::failedNotificationIsTold()
{
    QFETCH(const QByteArray, message);
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy failed(m_server->channels().constFirst(), &Channel::notificationFailed);
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    peer.send(message);
    QTRY_COMPARE(failed.size(), 1);
    QTEST(failed[0][0].toString(), "method");
    QTEST(failed[0][1].value<Error>().code(), "code");
    peer.send(question);
    QCOMPARE(peer.next(), answer);
}

void tst_Notifications::lateFailureIsTold()
{
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy failed(m_server->channels().constFirst(), &Channel::notificationFailed);
    peer.send(R"({"jsonrpc":"2.0","method":"later","params":[7]})");
    QTRY_COMPARE(m_calculator->promises.size(), 1U);
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    m_calculator->promises[0]->setException(Error(5, u"no"_s));
    m_calculator->promises[0]->finish();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].toString(), u"later"_s);
    QCOMPARE(failed[0][1].value<Error>().code(), 5);
}

void tst_Notifications::failureInAnotherThreadIsTold()
{
    Calculator elsewhere;
    QThread thread;
    elsewhere.moveToThread(&thread);
    m_server->expose(&elsewhere, {.prefix = u"there."_s});
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy failed(m_server->channels().constFirst(), &Channel::notificationFailed);
    thread.start();
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    peer.send(R"({"jsonrpc":"2.0","method":"there.divide","params":[1,0]})");
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].toString(), u"there.divide"_s);
    thread.quit();
    thread.wait();
}

void tst_Notifications::clientIsToldAsWell()
{
    Client client(m_server->url());
    client.open();
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy failed(&client, &Channel::notificationFailed);
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    m_server->channels().constFirst()->notify("changed", 1);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].toString(), u"changed"_s);
}

void tst_Notifications::nothingWithAMethodAndNoIdIsAnswered_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("no version") << R"({"method":"record","params":["a"]})"_ba;
    QTest::newRow("other version") << R"({"jsonrpc":"1.0","method":"record"})"_ba;
    QTest::newRow("parameters as text") << R"({"jsonrpc":"2.0","method":"record","params":"a"})"_ba;
    QTest::newRow("unknown method") << R"({"jsonrpc":"2.0","method":"x"})"_ba;
    QTest::newRow("in a batch") << R"([{"method":"record","params":["a"]}])"_ba;
}

void tst_Notifications::nothingWithAMethodAndNoIdIsAnswered()
{
    QFETCH(const QByteArray, message);
    ScriptedPeer peer(m_server->url());
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    peer.send(message);
    peer.send(question);
    QCOMPARE(peer.next(), answer);
    QCOMPARE(m_calculator->recorded, QStringList());
    // Params that are null count as missing.
    peer.send(R"({"jsonrpc":"2.0","method":"concat","params":null})");
    peer.send(R"({"jsonrpc":"2.0","method":"concat","params":null,"id":1})");
    QCOMPARE(messageIn(peer.next())[u"result"_s], QJsonValue(QString()));
}

void tst_Notifications::channelMayBeDeletedInTheSignal()
{
    ScriptedPeer peer(m_server->url());
    QTRY_COMPARE(m_server->channels().size(), 1);
    const QPointer<Channel> channel = m_server->channels().constFirst();
    connect(channel, &Channel::notificationFailed, this, [&channel] { delete channel; });
    QTest::ignoreMessage(QtWarningMsg, hadNoEffect);
    peer.send(R"([{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","method":"y"}])");
    QTRY_VERIFY(!channel);
    QTRY_COMPARE(m_server->channels().size(), 0);
}

QTEST_GUILESS_MAIN(tst_Notifications)
#include "tst_notifications.moc"
