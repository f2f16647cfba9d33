// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "clock_p.h"
#include "upgrade.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QTcpSocket>

using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Each limit affects a peer that exceeds it, and is counted. tst_hostilepeer shows that other peers
// are not affected.
class tst_ServerLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void connectionsAreLimited();
    void connectionsOfAnAddressAreLimited();
    void handshakesOfAnAddressAreLimited();
    void limitsOfMessagesAreCounted_data();
    void limitsOfMessagesAreCounted();
    void runningCallsAreCounted();
    void slowConsumerIsCounted();
    void firstPingComesAfterAnInterval();
    void silentPeerIsDroppedAndCounted();
    void trafficCountsAsLife();
    void withoutHeartbeatASilentPeerStays();
};

void tst_ServerLimits::connectionsAreLimited()
{
    Server server;
    server.setLimits({.connections = 2});
    QVERIFY(server.listen());
    Client first(server.url());
    first.open();
    QTRY_COMPARE(server.channels().size(), 1);
    {
        ScriptedPeer second(server.url());
        QTRY_VERIFY(second.isConnected());
        Client third(server.url());
        third.setReconnectPolicy(ReconnectPolicy::never());
        QSignalSpy failed(&third, &Client::failed);
        third.open();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(third.lastFailure().httpStatus, 503);
        QCOMPARE(server.statistics().refusedHandshakes, 1u);
    }
    QTRY_COMPARE(server.statistics().connections, 1);
    ScriptedPeer another(server.url());
    QTRY_VERIFY(another.isConnected());
    QCOMPARE(server.statistics().acceptedConnections, 3u);
}

void tst_ServerLimits::connectionsOfAnAddressAreLimited()
{
    Server server;
    server.setLimits({.connectionsPerAddress = 1});
    QVERIFY(server.listen(QHostAddress::Any));
    ScriptedPeer first(server.url());
    QTRY_VERIFY(first.isConnected());
    Client second(server.url());
    second.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&second, &Client::failed);
    second.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(second.lastFailure().httpStatus, 429);
    QTcpSocket other;
    other.bind(QHostAddress(u"127.0.0.2"_s));
    other.connectToHost(QHostAddress::LocalHost, server.port());
    other.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_VERIFY(other.bytesAvailable() > 12);
    QVERIFY(other.readAll().startsWith("HTTP/1.1 101"));
}

void tst_ServerLimits::handshakesOfAnAddressAreLimited()
{
    Server server;
    server.setLimits({.handshakesPerAddress = 2});
    QVERIFY(server.listen(QHostAddress::Any));
    QTcpSocket open[3];
    for (QTcpSocket &socket : open) { // one after the other
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        socket.write(upgradeRequest("/"));
        QTRY_VERIFY(socket.bytesAvailable() > 12);
        QCOMPARE(statusOf(socket.readAll()), 101);
    }
    QTcpSocket silent[2];
    for (QTcpSocket &socket : silent)
        socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(server.statistics().connections, 5);
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"a handshake of 127.0.0.1 is refused: .*handshakesPerAddress, 2"_s));
    const QByteArray refusal = exchange(server, upgradeRequest("/"));
    QCOMPARE(statusOf(refusal), 429);
    QVERIFY2(refusal.contains("handshakesPerAddress, 2"), refusal);
    QVERIFY2(refusal.contains("\r\nRetry-After: 1\r\n"), refusal);
    QCOMPARE(server.statistics().excessiveHandshakes, 1u);
    QCOMPARE(server.statistics().refusedHandshakes, 1u);

    QTcpSocket other;
    other.bind(QHostAddress(u"127.0.0.2"_s));
    other.connectToHost(QHostAddress::LocalHost, server.port());
    other.write(upgradeRequest("/"));
    QTRY_VERIFY(other.bytesAvailable() > 12);
    QCOMPARE(statusOf(other.readAll()), 101);
    silent[0].abort();
    QTRY_COMPARE(server.statistics().unfinishedHandshakes, 1u);
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/"))), 101);
}

void tst_ServerLimits::limitsOfMessagesAreCounted_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("setting");
    QTest::addColumn<QByteArray>("counter");
    QTest::newRow("size") << QByteArray(R"({"x":")" + QByteArray(1500, 'x') + "\"}")
                          << QByteArray("-32007") << u"incomingMessageSize"_s
                          << QByteArray("oversizedMessages");
    QTest::newRow("depth") << QByteArray(QByteArray(10, '[') + QByteArray(10, ']'))
                           << QByteArray("-32700") << u"jsonDepth"_s
                           << QByteArray("unreadableMessages");
    QTest::newRow("batch") << QByteArray("[1,2,3,4]") << QByteArray("-32010") << u"batchLength"_s
                           << QByteArray("oversizedBatches");
    QTest::newRow("answer") << QByteArray(
        R"({"jsonrpc":"2.0","id":1,"method":"echo","params":[")" + QByteArray(900, 'x') + R"("]})")
                            << QByteArray("-32008") << u"outgoingMessageSize"_s
                            << QByteArray("oversizedAnswers");
}

void tst_ServerLimits::limitsOfMessagesAreCounted()
{
    QFETCH(const QByteArray, message);
    QFETCH(const QByteArray, answer);
    QFETCH(const QString, setting);
    QFETCH(const QByteArray, counter);
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setLimits({.incomingMessageSize = 1000,
        .outgoingMessageSize = 500,
        .jsonDepth = 8,
        .batchLength = 3});
    QVERIFY(server.listen());
    const auto counted = [&] {
        const ServerStatistics statistics = server.statistics();
        return QMap<QByteArray, quint64>{
            {"oversizedMessages", statistics.oversizedMessages},
            {"unreadableMessages", statistics.unreadableMessages},
            {"oversizedBatches", statistics.oversizedBatches},
            {"oversizedAnswers", statistics.oversizedAnswers},
        };
    };
    QMap<QByteArray, quint64> expected = counted();
    ScriptedPeer peer(server.url());
    for (int time = 1; time <= 2; ++time) { // the connection stays open
        peer.send(message);
        const QByteArray received = peer.next();
        QVERIFY2(received.contains("\"code\":" + answer), received);
        QVERIFY2(received.contains(setting.toUtf8()), received);
        ++expected[counter];
        QCOMPARE(counted(), expected);
    }
}

void tst_ServerLimits::runningCallsAreCounted()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setLimits({.runningCalls = 1});
    QVERIFY(server.listen());
    Client client(server.url());
    client.open();
    const auto running = client.call<int>("later", 1);
    const Error refused = errorOf(client.call<int>("add", 1, 2));
    QCOMPARE(refused.code(), int(Error::ServerBusy));
    QVERIFY2(refused.message().contains("runningCalls"_L1), qPrintable(refused.message()));
    QCOMPARE(server.statistics().refusedCalls, 1u);
    calculator.answer(0);
    QCOMPARE(waitFor(running), 1);
}

void tst_ServerLimits::slowConsumerIsCounted()
{
    Calculator calculator;
    Server server;
    server.expose(&calculator);
    server.setLimits({.outgoingBuffer = 1'000'000});
    QVERIFY(server.listen());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not read.*outgoingBuffer"_s));
    // A peer that requests much and reads nothing.
    QTcpSocket peer;
    peer.setReadBufferSize(1);
    peer.connectToHost(QHostAddress::LocalHost, server.port());
    peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_COMPARE(server.channels().size(), 1);
    for (int i = 0; i < 20 && !server.channels().isEmpty(); ++i)
        server.channels()[0]->notify("flood", QString(1'000'000, u'x'));
    QTRY_COMPARE(server.statistics().slowConsumers, 1u);
}

void tst_ServerLimits::firstPingComesAfterAnInterval()
{
    ManualClock clock;
    Server server;
    server.setDialect(Dialect::JsonRpc2);
    server.setHeartbeat(Heartbeat{.interval = 1s, .allowedMisses = 0});
    QVERIFY(server.listen());
    QTcpSocket peer;
    QByteArray received;
    connect(&peer, &QTcpSocket::readyRead, this, [&] { received += peer.readAll(); });
    peer.connectToHost(QHostAddress::LocalHost, server.port());
    peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_COMPARE(server.channels().size(), 1);
    server.channels()[0]->notify("fence");
    QTRY_VERIFY(received.endsWith('}'));
    const QByteArray frame = received.mid(received.indexOf("\r\n\r\n") + 4);
    QVERIFY2(frame.startsWith('\x81'), frame.toHex()); // text, and no ping before it
    received.clear();
    clock.advance(1s);
    QTRY_COMPARE(received.toHex(), "890131"_ba); // with its number
    QCOMPARE(server.statistics().silentPeers, 0u); // it had not been pinged
}

void tst_ServerLimits::silentPeerIsDroppedAndCounted()
{
    ManualClock clock;
    Server server;
    server.setHeartbeat(Heartbeat{.interval = 1s, .allowedMisses = 2});
    QVERIFY(server.listen());
    QTcpSocket peer; // answers nothing, not even pings
    peer.connectToHost(QHostAddress::LocalHost, server.port());
    peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_COMPARE(server.channels().size(), 1);
    QList<CloseReason> reasons;
    connect(server.channels()[0], &Channel::disconnected, this,
        [&](const CloseReason &reason) { reasons.append(reason); });
    clock.advance(3s);
    QCoreApplication::processEvents(); // the end would be reported from the event loop
    QCOMPARE(reasons.size(), 0);
    clock.advance(1s);
    QTRY_COMPARE(reasons.size(), 1);
    QCOMPARE(reasons[0].code, 1006);
    QVERIFY2(reasons[0].text.contains("sign of life for 3000 ms"_L1), qPrintable(reasons[0].text));
    QCOMPARE(server.statistics().silentPeers, 1u);
    QTRY_COMPARE(peer.state(), QAbstractSocket::UnconnectedState);
}

void tst_ServerLimits::trafficCountsAsLife()
{
    ManualClock clock;
    Server server;
    server.setHeartbeat(Heartbeat{.interval = 1s, .allowedMisses = 0});
    QVERIFY(server.listen());
    QTcpSocket peer;
    peer.connectToHost(QHostAddress::LocalHost, server.port());
    peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QTRY_COMPARE(server.channels().size(), 1);
    // A large frame that comes in pieces: one byte each second.
    const QByteArray frame = QByteArray::fromHex("81fe") + QByteArray(8, 1);
    for (int i = 0; i < 8; ++i) {
        peer.write(frame.mid(i, 1));
        QVERIFY(peer.waitForBytesWritten());
        exchange(server, "GET / HTTP/1.1\r\n\r\n"); // by then the server has read the byte
        clock.advance(1s);
        QCOMPARE(server.statistics().silentPeers, 0u);
    }
    clock.advance(1s);
    QCOMPARE(server.statistics().silentPeers, 1u);
}

void tst_ServerLimits::withoutHeartbeatASilentPeerStays()
{
    ManualClock clock;
    Server server;
    server.setHeartbeat({});
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    QTRY_COMPARE(server.channels().size(), 1);
    clock.advance(24h);
    ScriptedPeer later(server.url());
    QTRY_COMPARE(server.channels().size(), 2);
}

QTEST_GUILESS_MAIN(tst_ServerLimits)

#include "tst_serverlimits.moc"
