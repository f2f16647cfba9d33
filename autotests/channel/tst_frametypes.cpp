// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "messages.h"
#include "rawpeer.h"
#include "waitfor.h"

#include <websocketrpc/server.h>

#include <QPromise>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

constexpr quint8 wholeText = 0x81;
constexpr quint8 wholeBinary = 0x82;
constexpr quint8 beginText = 0x01;
constexpr quint8 endMessage = 0x80;
constexpr quint8 ping = 0x89;

} // namespace

class Later : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> later()
    {
        promise.start();
        return promise.future();
    }
    Q_INVOKABLE QString echo(const QString &text) { return text; }

    QPromise<int> promise;
};

// The type of the frames that contain messages.
class tst_FrameTypes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void messageIsAnsweredInItsType_data();
    void messageIsAnsweredInItsType();
    void lateAnswerKeepsTheTypeOfItsQuestion();
    void serverCallsInTheTypeOfTheFirstMessage_data();
    void serverCallsInTheTypeOfTheFirstMessage();
    void textMayBeCutInsideACharacter();
    void longTextIsOneFrame();
    void messageMayComeWithTheHandshake();
    void unmaskedFrameEndsTheConnection();
    void peerThatPingsAndDoesNotRead();

private:
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Later> m_later;
};

void tst_FrameTypes::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_later = std::make_unique<Later>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_calculator.get());
    m_server->expose(m_later.get());
    QVERIFY(m_server->listen());
}

void tst_FrameTypes::cleanup()
{
    m_server.reset();
    m_later.reset();
    m_calculator.reset();
}

void tst_FrameTypes::messageIsAnsweredInItsType_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("request") << question;
    QTest::newRow("batch") << '[' + question + ',' + question + ']';
    QTest::newRow("no JSON") << QByteArray("hello");
    QTest::newRow("no request") << QByteArray("{}");
    QTest::newRow("no such method") << QByteArray(R"({"jsonrpc":"2.0","method":"nothing","id":1})");
}

void tst_FrameTypes::messageIsAnsweredInItsType()
{
    QFETCH(QByteArray, message);
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    const QList<quint8> types = {wholeBinary, wholeText, wholeText, wholeBinary, wholeText};
    for (const quint8 type : types)
        peer.send(type, message);
    QTRY_COMPARE(peer.received().size(), types.size());
    for (qsizetype i = 0; i < types.size(); ++i)
        QVERIFY(peer.received()[i].startsWith(types[i] == wholeText ? "text " : "binary "));
}

void tst_FrameTypes::lateAnswerKeepsTheTypeOfItsQuestion()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    peer.send(wholeBinary, R"({"jsonrpc":"2.0","method":"later","id":1})");
    peer.send(wholeText, question);
    QTRY_COMPARE(peer.received(), QByteArrayList{"text " + answer});
    m_later->promise.addResult(7);
    m_later->promise.finish();
    QTRY_COMPARE(peer.received().size(), 2);
    QCOMPARE(peer.received()[1], R"(binary {"jsonrpc":"2.0","result":7,"id":1})");
}

void tst_FrameTypes::serverCallsInTheTypeOfTheFirstMessage_data()
{
    QTest::addColumn<QList<int>>("types");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("nothing yet") << QList<int>{} << QByteArray("text ");
    QTest::newRow("text") << QList<int>{wholeText, wholeBinary} << QByteArray("text ");
    QTest::newRow("binary") << QList<int>{wholeBinary, wholeText} << QByteArray("binary ");
}

void tst_FrameTypes::serverCallsInTheTypeOfTheFirstMessage()
{
    QFETCH(QList<int>, types);
    QFETCH(QByteArray, expected);
    m_server->setDialect(Dialect::JsonRpc2);
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    QTRY_COMPARE(m_server->channels().size(), 1);
    for (const int type : types)
        peer.send(quint8(type), question);
    QTRY_COMPARE(peer.received().size(), types.size());
    m_server->channels().constFirst()->notify("hello");
    QTRY_COMPARE(peer.received().size(), types.size() + 1);
    QVERIFY(peer.received().constLast().startsWith(expected));
}

void tst_FrameTypes::textMayBeCutInsideACharacter()
{
    const QByteArray message = R"({"jsonrpc":"2.0","method":"echo","params":["é€😀"],"id":1})";
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    for (qsizetype cut = 0; cut <= message.size(); ++cut) {
        peer.send(beginText, message.first(cut));
        peer.send(endMessage, message.sliced(cut));
    }
    const QByteArray expected = R"(text {"jsonrpc":"2.0","result":"é€😀","id":1})";
    QTRY_COMPARE(peer.received(), QByteArrayList(message.size() + 1, expected));
}

void tst_FrameTypes::longTextIsOneFrame()
{
    const QString text = QString(700'000, u'€');
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    peer.send(wholeText,
        R"({"jsonrpc":"2.0","method":"echo","params":[")" + text.toUtf8() + R"("],"id":1})");
    QByteArray bytes;
    QTRY_VERIFY((bytes += peer.socket().readAll()).size() > 2'100'000);
    QCOMPARE(quint8(bytes[0]), wholeText);
    QCOMPARE(bytes.sliced(10).first(8), R"({"jsonrp)");
}

void tst_FrameTypes::messageMayComeWithTheHandshake()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade(WireFrame{wholeText, question}.bytes()));
    QTRY_COMPARE(peer.received(), QByteArrayList{"text " + answer});
}

void tst_FrameTypes::unmaskedFrameEndsTheConnection()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy closed(m_server->channels().constFirst(), &Channel::disconnected);
    peer.send(wholeText, question, false);
    QTRY_COMPARE(peer.received().size(), 1);
    QVERIFY(peer.received()[0].startsWith("close 1002"));
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed[0][0].value<CloseReason>().code, 1002);
    QTRY_COMPARE(peer.socket().state(), QAbstractSocket::UnconnectedState);
}

void tst_FrameTypes::peerThatPingsAndDoesNotRead()
{
    m_server->setLimits({.outgoingBuffer = 1'000'000});
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QSignalSpy closed(m_server->channels().constFirst(), &Channel::disconnected);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"outgoingBuffer"_s));
    peer.socket().setReadBufferSize(1);
    const QByteArray pings = WireFrame{ping, QByteArray(125, 'p')}.bytes().repeated(500);
    for (int i = 0; i < 3000 && m_server->statistics().slowConsumers == 0; ++i) {
        peer.socket().write(pings);
        QTRY_VERIFY(
            peer.socket().bytesToWrite() < 1'000'000 || m_server->statistics().slowConsumers > 0);
    }
    QCOMPARE(m_server->statistics().slowConsumers, 1);
    QTRY_COMPARE_WITH_TIMEOUT(closed.size(), 1, 20'000);
    QCOMPARE(closed[0][0].value<CloseReason>().code, 1013);
}

QTEST_GUILESS_MAIN(tst_FrameTypes)
#include "tst_frametypes.moc"
