// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clock_p.h"
#include "sockettransport_p.h"
#include "wireframe.h"

#include <QAbstractEventDispatcher>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 fin = 0x80, rsv1 = 0x40;
constexpr quint8 continuation = 0, text = 1, binary = 2, closing = 8, ping = 9, pong = 10;

class Recorder : public Transport::Receiver
{
public:
    void messageReceived(QByteArrayView utf8, Transport::Format format) override
    {
        messages.append(
            (format == Transport::Format::Text ? "text " : "binary ") + utf8.toByteArray());
    }
    void textReceived(QStringView) override { }
    void transportClosed(int code, const QString &reason) override
    {
        closed.append(QByteArray::number(code) + ' ' + reason.toUtf8());
    }
    void answersWait() override { ++waits; }

    QByteArrayList messages;
    QByteArrayList closed;
    int waits = 0;
};

} // namespace

// One end is the transport, the other a socket that is written to byte by byte.
class tst_SocketTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void init();
    void cleanup();

    void messagesGoBothWays();
    void messageThatCameWithTheHandshake();
    void messageThatCameBeforeTheEnd();
    void nothingIsWrittenBeforeAFlush();
    void tinyFramesComeInPortions();
    void largeFrameComesInLargerOnes();
    void pingsAreAnswered();
    void ofManyPingsTheFirstAndTheLastAreAnswered();
    void tinyFramesAreReadInSmallerPortions_data();
    void tinyFramesAreReadInSmallerPortions();
    void pingIsAnsweredInsideAMessage();
    void unreadPongsAreOwed();
    void roundTripIsMeasuredByThePongThatAnswers();
    void silentPeerIsGivenUp();
    void anyByteIsASignOfLife();
    void slowMessageRunsOutOfTime();
    void eachMessageHasItsOwnTime();
    void brokenRulesAreAnsweredWithTheirCode_data();
    void brokenRulesAreAnsweredWithTheirCode();
    void peerIsAnsweredWithItsOwnCode_data();
    void peerIsAnsweredWithItsOwnCode();
    void closesAndWaitsForTheAnswer();
    void peerThatDoesNotAnswerIsCutOff();
    void connectionThatEndsWithoutACloseFrameIsLost();
    void nothingIsDeliveredAfterAClose();
    void messagesAreCompressedBothWays();
    void smallMessagesAndControlFramesGoAsTheyAre();
    void wrongCompressionIsAnsweredWithItsCode_data();
    void wrongCompressionIsAnsweredWithItsCode();

private:
    [[nodiscard]] bool isServer() const;
    [[nodiscard]] QByteArray frame(quint8 firstByte, const QByteArray &payload = {}) const;
    void connectPeer();
    void open(const ConnectionSettings &settings = {1000, 10s, {}},
        const std::optional<DeflateAgreement> &deflate = {});
    void openCompressed();
    [[nodiscard]] QByteArrayList received(); // by the peer, as events

    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<QTcpSocket> m_peer;
    QTcpSocket *m_socket = nullptr; // the transport's
    std::unique_ptr<Recorder> m_recorder;
    std::unique_ptr<Transport> m_transport;
    std::unique_ptr<PerMessageDeflate> m_deflate; // of the peer, as is the next
    std::unique_ptr<FrameReader> m_reader;
    QByteArrayList m_received;
};

void tst_SocketTransport::initTestCase_data()
{
    QTest::addColumn<bool>("isServer");
    QTest::newRow("server") << true;
    QTest::newRow("client") << false;
}

bool tst_SocketTransport::isServer() const
{
    QFETCH_GLOBAL(bool, isServer);
    return isServer;
}

QByteArray tst_SocketTransport::frame(quint8 firstByte, const QByteArray &payload) const
{
    return WireFrame{firstByte, payload, isServer()}.bytes();
}

void tst_SocketTransport::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_recorder = std::make_unique<Recorder>();
    m_received.clear();
    connectPeer();
}

void tst_SocketTransport::cleanup()
{
    m_transport.reset();
    m_peer.reset();
    m_server.reset();
}

void tst_SocketTransport::connectPeer()
{
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_peer = std::make_unique<QTcpSocket>();
    m_peer->connectToHost(m_server->serverAddress(), m_server->serverPort());
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::ConnectedState);
    m_socket = m_server->nextPendingConnection();
}

void tst_SocketTransport::open(
    const ConnectionSettings &settings, const std::optional<DeflateAgreement> &deflate)
{
    const Role role = isServer() ? Role::Server : Role::Client;
    const Role other = isServer() ? Role::Client : Role::Server;
    m_transport = std::make_unique<SocketTransport>(m_socket, role, false, settings, deflate);
    m_transport->setReceiver(m_recorder.get());
    if (deflate)
        m_deflate = std::make_unique<PerMessageDeflate>(other, *deflate, Compression());
    m_reader = std::make_unique<FrameReader>(
        other, FrameLimits(), deflate ? &m_deflate->inflater : nullptr);
}

void tst_SocketTransport::openCompressed()
{
    const Compression compression{.smallestMessage = 100};
    open({1000, 10s, {}, compression}, DeflateAgreement{{12, true}, {11, true}});
}

QByteArrayList tst_SocketTransport::received()
{
    const QByteArray bytes = m_peer->readAll();
    m_received += eventsOf(*m_reader, bytes, std::max<qsizetype>(bytes.size(), 1));
    return m_received;
}

void tst_SocketTransport::messagesGoBothWays()
{
    open();
    m_peer->write(frame(fin | text, "one") + frame(fin | binary, "two") + frame(text, "th"));
    m_peer->write(frame(fin | continuation, "ree"));
    QTRY_COMPARE(m_recorder->messages, (QByteArrayList{"text one", "binary two", "text three"}));
    m_transport->send("four", Transport::Format::Text);
    m_transport->send("five", Transport::Format::Binary);
    m_transport->flush();
    QTRY_COMPARE(received(), (QByteArrayList{"text four", "binary five"}));
}

void tst_SocketTransport::messageThatCameWithTheHandshake()
{
    m_peer->write(frame(fin | text, "early"));
    QTRY_VERIFY(m_socket->bytesAvailable() > 0);
    open();
    QTRY_COMPARE(m_recorder->messages, QByteArrayList{"text early"});
}

// The peer may have said all and be gone before the handshake is over.
void tst_SocketTransport::messageThatCameBeforeTheEnd()
{
    m_peer->write(frame(fin | text, "early") + frame(fin | closing, "\x03\xe9"));
    m_peer->disconnectFromHost();
    QTRY_COMPARE(m_socket->state(), QAbstractSocket::UnconnectedState);
    open();
    QTRY_COMPARE(m_recorder->closed, QByteArrayList{"1001 "});
    QCOMPARE(m_recorder->messages, QByteArrayList{"text early"});
}

void tst_SocketTransport::nothingIsWrittenBeforeAFlush()
{
    open();
    for (int i = 0; i < 3; ++i)
        m_transport->send("x", Transport::Format::Text);
    QCOMPARE(m_socket->bytesToWrite(), 0);
    QVERIFY(m_transport->bytesToWrite() > 0);
    m_transport->flush();
    QCOMPARE(m_transport->bytesToWrite(), 0);
    QTRY_COMPARE(received().size(), 3);
    // Much is on its way before.
    m_transport->send(QByteArray(100'000, 'x'), Transport::Format::Text);
    QTRY_COMPARE(received().size(), 4);
}

// A peer that floods does not keep the event loop from others for long.
void tst_SocketTransport::tinyFramesComeInPortions()
{
    constexpr int frames = 20'000;
    open();
    int most = 0; // in one turn
    int before = 0;
    connect(
        QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, m_peer.get(), [&] {
            const int now = int(m_recorder->messages.size());
            most = std::max(most, now - std::exchange(before, now));
        });
    m_peer->write(frame(fin | binary, "x").repeated(frames));
    QTRY_COMPARE(m_recorder->messages.size(), frames);
    constexpr int portion = 4 * 1024;
    QVERIFY2(most <= portion / int(frame(fin | binary, "x").size()) + 1,
        qPrintable(QString::number(most)));
}

void tst_SocketTransport::largeFrameComesInLargerOnes()
{
    const QByteArray payload(1'000'000, 'x');
    open({2'000'000, 10s, {}});
    qint64 largest = 0;
    connect(m_socket, &QTcpSocket::readyRead, m_peer.get(),
        [&] { largest = std::max(largest, m_socket->readBufferSize()); });
    m_peer->write(frame(fin | binary, payload));
    QTRY_COMPARE(m_recorder->messages, QByteArrayList{"binary " + payload});
    QCOMPARE(largest, 64 * 1024);
    QTRY_COMPARE(m_socket->readBufferSize(), 4 * 1024);
}

void tst_SocketTransport::pingsAreAnswered()
{
    open();
    m_peer->write(
        frame(fin | ping) + frame(fin | ping, "a\xff") + frame(fin | ping, QByteArray(125, 'b')));
    QTRY_COMPARE(
        received(), (QByteArrayList{"pong ", "pong a\xff", "pong " + QByteArray(125, 'b')}));
    QVERIFY(m_recorder->messages.isEmpty());
}

void tst_SocketTransport::ofManyPingsTheFirstAndTheLastAreAnswered()
{
    open();
    QByteArray pings;
    for (int i = 0; i < 100; ++i)
        pings += frame(fin | ping, QByteArray::number(i));
    m_peer->write(pings);
    QTRY_VERIFY(received().endsWith("pong 99"));
    QByteArrayList answered = received();
    QCOMPARE(answered.size(), 17);
    QCOMPARE(answered.takeFirst(), "pong 0");
    QCOMPARE(answered.at(answered.size() - 2), "pong 15");
}

void tst_SocketTransport::tinyFramesAreReadInSmallerPortions_data()
{
    QTest::addColumn<QList<quint8>>("frames"); // the middle one is repeated
    QTest::newRow("pings") << QList<quint8>{fin | ping, fin | ping, fin | ping};
    QTest::newRow("messages") << QList<quint8>{fin | text, fin | text, fin | text};
    QTest::newRow("parts of a message") << QList<quint8>{text, continuation, fin | continuation};
    QTest::newRow("parts of a message that goes on")
        << QList<quint8>{text, continuation, continuation};
}

void tst_SocketTransport::tinyFramesAreReadInSmallerPortions()
{
    QFETCH(const QList<quint8>, frames);
    open();
    const qint64 usual = m_socket->readBufferSize();
    m_peer->write(frame(fin | text, QByteArray(100, 'a')).repeated(30));
    QTRY_COMPARE(m_recorder->messages.size(), 30);
    QCOMPARE(m_socket->readBufferSize(), usual);
    m_peer->write(frame(frames[0]) + frame(frames[1]).repeated(100) + frame(frames[2]));
    QTRY_VERIFY(m_socket->readBufferSize() < usual);
    m_peer->write(frame(fin | ping, "few"));
    QTRY_COMPARE(m_socket->readBufferSize(), usual);
}

void tst_SocketTransport::pingIsAnsweredInsideAMessage()
{
    open();
    m_peer->write(frame(text, "\xf0\x9f") + frame(fin | ping, "p"));
    QTRY_COMPARE(received(), QByteArrayList{"pong p"});
    m_peer->write(frame(fin | continuation, "\x98\x80"));
    QTRY_COMPARE(m_recorder->messages, QByteArrayList{"text \xf0\x9f\x98\x80"});
}

void tst_SocketTransport::unreadPongsAreOwed()
{
    open();
    m_peer->setReadBufferSize(1);
    const QByteArray pings = frame(fin | ping, QByteArray(125, 'p')).repeated(500);
    for (int i = 0; i < 2000 && m_recorder->waits == 0; ++i) {
        m_peer->write(pings);
        QTRY_VERIFY(m_peer->bytesToWrite() < 1'000'000);
    }
    QVERIFY(m_recorder->waits > 0);
    // What is owed counts, but is not kept.
    QVERIFY(m_transport->bytesToWrite() > m_socket->bytesToWrite());
    const qint64 kept = m_socket->bytesToWrite();
    for (int i = 0; i < 50; ++i) {
        m_peer->write(pings);
        QTRY_VERIFY(m_peer->bytesToWrite() < 1'000'000);
    }
    QVERIFY(m_socket->bytesToWrite() <= kept + 1000);
    // Once it reads, the last ping is answered.
    m_peer->write(frame(fin | ping, "last"));
    m_peer->setReadBufferSize(0);
    QTRY_VERIFY(received().endsWith("pong last"));
    QTRY_COMPARE(m_transport->bytesToWrite(), 0);
}

void tst_SocketTransport::roundTripIsMeasuredByThePongThatAnswers()
{
    ManualClock clock;
    open({1000, 10s, Heartbeat{.interval = 1s}});
    QSignalSpy measured(m_transport.get(), &Transport::roundTripMeasured);
    clock.advance(1s);
    QTRY_COMPARE(received().size(), 1);
    QVERIFY(m_received[0].startsWith("ping "));
    m_peer->write(frame(fin | pong, "unasked") + frame(fin | text, "x"));
    QTRY_COMPARE(m_recorder->messages.size(), 1);
    QCOMPARE(measured.size(), 0);
    clock.advance(5ms);
    m_peer->write(frame(fin | pong, m_received[0].sliced(5)));
    QTRY_COMPARE(measured.size(), 1);
    QCOMPARE(measured[0][0].value<std::chrono::microseconds>(), 5ms);
}

void tst_SocketTransport::silentPeerIsGivenUp()
{
    ManualClock clock;
    open({1000, 1h, Heartbeat{.interval = 1s, .allowedMisses = 1}});
    QSignalSpy silent(m_transport.get(), &Transport::peerFellSilent);
    clock.advance(2s);
    QCOMPARE(silent.size(), 0);
    clock.advance(1s);
    QCOMPARE(silent.size(), 1);
    QCOMPARE(m_recorder->closed.size(), 1);
    QVERIFY(m_recorder->closed[0].startsWith("1006 "));
}

void tst_SocketTransport::anyByteIsASignOfLife()
{
    ManualClock clock;
    open({1000, 1h, Heartbeat{.interval = 1s, .allowedMisses = 0}});
    const QByteArray slow = frame(fin | text, "slowly");
    QSignalSpy came(m_socket, &QTcpSocket::readyRead);
    for (qsizetype i = 0; i < slow.size(); ++i) {
        m_peer->write(slow.sliced(i, 1));
        QTRY_COMPARE(came.size(), i + 1);
        clock.advance(900ms);
    }
    QTRY_COMPARE(m_recorder->messages, QByteArrayList{"text slowly"});
    QCOMPARE(m_recorder->closed, QByteArrayList());
}

void tst_SocketTransport::slowMessageRunsOutOfTime()
{
    ManualClock clock;
    open({1000, 10s, {}});
    m_peer->write(frame(text, "a") + frame(fin | ping, "p"));
    QTRY_COMPARE(received(), QByteArrayList{"pong p"});
    clock.advance(9s);
    m_peer->write(frame(continuation, "b") + frame(fin | ping, "q"));
    QTRY_COMPARE(received().size(), 2);
    clock.advance(1s);
    QTRY_COMPARE(received().size(), 3);
    QVERIFY2(m_received[2].startsWith("close 1008 ") && m_received[2].contains("messageTime"),
        m_received[2]);
}

void tst_SocketTransport::eachMessageHasItsOwnTime()
{
    ManualClock clock;
    open({1000, 10s, {}});
    QByteArray rest;
    for (int i = 0; i < 5; ++i) {
        m_peer->write(rest + frame(text, "a") + frame(fin | ping));
        QTRY_COMPARE(received().size(), i + 1);
        QCOMPARE(m_recorder->messages.size(), i);
        clock.advance(9s);
        rest = frame(fin | continuation, "b");
    }
    QCOMPARE(m_recorder->closed, QByteArrayList());
    m_peer->write(rest);
    QTRY_COMPARE(m_recorder->messages.size(), 5);
    clock.advance(1h);
    QCOMPARE(m_recorder->closed, QByteArrayList());
}

void tst_SocketTransport::brokenRulesAreAnsweredWithTheirCode_data()
{
    QTest::addColumn<int>("firstByte");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<bool>("isMaskedRight");
    QTest::addColumn<int>("code");
    QTest::newRow("reserved bit") << 0xc1 << QByteArray("x") << true << 1002;
    QTest::newRow("reserved opcode") << 0x83 << QByteArray("x") << true << 1002;
    QTest::newRow("masking of the other side") << 0x81 << QByteArray("x") << false << 1002;
    QTest::newRow("continuation of nothing") << 0x80 << QByteArray("x") << true << 1002;
    QTest::newRow("invalid text") << 0x81 << QByteArray("\xc3(") << true << 1007;
    QTest::newRow("far over the limit") << 0x82 << QByteArray(2001, 'x') << true << 1009;
}

void tst_SocketTransport::brokenRulesAreAnsweredWithTheirCode()
{
    QFETCH(int, firstByte);
    QFETCH(QByteArray, payload);
    QFETCH(bool, isMaskedRight);
    QFETCH(int, code);
    open();
    QSignalSpy finished(m_transport.get(), &Transport::finished);
    const WireFrame wrong{quint8(firstByte), payload, isServer() == isMaskedRight};
    m_peer->write(frame(fin | text, "before") + wrong.bytes() + frame(fin | text, "behind"));
    QTRY_COMPARE(received().size(), 1);
    QVERIFY2(m_received[0].startsWith("close " + QByteArray::number(code)), m_received[0]);
    QCOMPARE(m_recorder->messages, QByteArrayList{"text before"});
    QCOMPARE(m_recorder->closed.size(), 1);
    QVERIFY(m_recorder->closed[0].startsWith(QByteArray::number(code)));
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_recorder->closed.size(), 1);
}

void tst_SocketTransport::peerIsAnsweredWithItsOwnCode_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("told");
    QTest::newRow("code and reason") << QByteArray("\x03\xe9"
                                                   "bye")
                                     << QByteArray("close 1001 ") << QByteArray("1001 bye");
    QTest::newRow("none") << QByteArray() << QByteArray("close 1005 ") << QByteArray("1005 ");
    QTest::newRow("of an application")
        << QByteArray("\x11\x31") << QByteArray("close 4401 ") << QByteArray("4401 ");
    QTest::newRow("forbidden") << QByteArray("\x03\xee") << QByteArray("close 1002 the code")
                               << QByteArray("1002 the code");
}

void tst_SocketTransport::peerIsAnsweredWithItsOwnCode()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, told);
    open();
    QSignalSpy finished(m_transport.get(), &Transport::finished);
    m_peer->write(frame(fin | closing, payload));
    QTRY_COMPARE(received().size(), 1);
    QVERIFY2(m_received[0].startsWith(answer), m_received[0]);
    QCOMPARE(m_recorder->closed.size(), 1);
    QVERIFY2(m_recorder->closed[0].startsWith(told), m_recorder->closed[0]);
    // The server ends the TCP connection.
    if (isServer())
        QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    else
        m_peer->disconnectFromHost();
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(m_recorder->closed.size(), 1);
}

void tst_SocketTransport::closesAndWaitsForTheAnswer()
{
    open();
    QSignalSpy finished(m_transport.get(), &Transport::finished);
    m_transport->send("last", Transport::Format::Text);
    m_transport->close(1000, u"enough"_s);
    QTRY_COMPARE(received(), (QByteArrayList{"text last", "close 1000 enough"}));
    QCOMPARE(m_recorder->closed, QByteArrayList());
    m_peer->write(frame(fin | text, "late") + frame(fin | closing, "\x03\xe8"));
    QTRY_COMPARE(m_recorder->closed, QByteArrayList{"1000 enough"});
    QCOMPARE(m_recorder->messages, QByteArrayList());
    m_peer->disconnectFromHost();
    QTRY_COMPARE(finished.size(), 1);
}

void tst_SocketTransport::peerThatDoesNotAnswerIsCutOff()
{
    ManualClock clock;
    open();
    QSignalSpy finished(m_transport.get(), &Transport::finished);
    m_transport->close(1000, {});
    clock.advance(4999ms);
    QCOMPARE(finished.size(), 0);
    clock.advance(1ms);
    QCOMPARE(finished.size(), 1);
    QTRY_COMPARE(m_peer->state(), QAbstractSocket::UnconnectedState);
    m_transport->close(1000, {});
    QCOMPARE(finished.size(), 2);
}

void tst_SocketTransport::connectionThatEndsWithoutACloseFrameIsLost()
{
    open();
    m_peer->write(frame(fin | text, "whole") + frame(fin | text, "half").chopped(1));
    m_peer->disconnectFromHost();
    QTRY_COMPARE(m_recorder->closed.size(), 1);
    QVERIFY(m_recorder->closed[0].startsWith("1006 "));
    QCOMPARE(m_recorder->messages, QByteArrayList{"text whole"});
}

void tst_SocketTransport::nothingIsDeliveredAfterAClose()
{
    open();
    m_peer->write(frame(fin | closing) + frame(fin | text, "late") + frame(fin | ping));
    QTRY_COMPARE(received(), QByteArrayList{"close 1005 "});
    QCOMPARE(m_recorder->messages, QByteArrayList());
}

void tst_SocketTransport::messagesAreCompressedBothWays()
{
    openCompressed();
    for (int i = 0; i < 3; ++i) {
        const QByteArray payload(500 + i, 'x');
        m_peer->write(frame(fin | rsv1 | text, m_deflate->deflater.pack(payload)));
        QTRY_COMPARE(m_recorder->messages.size(), i + 1);
        QCOMPARE(m_recorder->messages.last(), "text " + payload);
        m_transport->send(payload, Transport::Format::Binary);
        QVERIFY(m_transport->bytesToWrite() < 50);
        m_transport->flush();
        QTRY_VERIFY(m_peer->bytesAvailable() > 0);
        QCOMPARE(quint8(m_peer->peek(1).at(0)), fin | rsv1 | binary);
        QTRY_COMPARE(received().size(), i + 1);
        QCOMPARE(m_received.last(), "binary " + payload);
    }
}

void tst_SocketTransport::smallMessagesAndControlFramesGoAsTheyAre()
{
    openCompressed();
    m_transport->send(QByteArray(99, 'x'), Transport::Format::Text);
    m_transport->flush();
    QTRY_VERIFY(m_peer->bytesAvailable() > 0);
    QCOMPARE(quint8(m_peer->peek(1).at(0)), fin | text);
    QTRY_COMPARE(received().size(), 1);
    m_peer->write(frame(fin | ping, QByteArray(125, 'p')));
    QTRY_VERIFY(m_peer->bytesAvailable() > 0);
    QCOMPARE(quint8(m_peer->peek(1).at(0)), fin | pong);
    QTRY_COMPARE(received().size(), 2);
    m_transport->close(1000, QString(110, u'r'));
    QTRY_VERIFY(m_peer->bytesAvailable() > 0);
    QCOMPARE(quint8(m_peer->peek(1).at(0)), fin | closing);
}

void tst_SocketTransport::wrongCompressionIsAnsweredWithItsCode_data()
{
    QTest::addColumn<int>("firstByte");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    const auto packed = [](const QByteArray &message) {
        return Deflater({}, Compression()).pack(message);
    };
    QTest::newRow("corrupted") << 0xc1 << QByteArray("\x06\x00", 2) << 1007;
    QTest::newRow("invalid text") << 0xc1 << packed("\xff") << 1007;
    QTest::newRow("far over the limit, unpacked") << 0xc1 << packed(QByteArray(2001, 'x')) << 1009;
    QTest::newRow("another reserved bit") << 0xe1 << packed("x") << 1002;
    QTest::newRow("ping") << 0xc9 << packed("x") << 1002;
}

void tst_SocketTransport::wrongCompressionIsAnsweredWithItsCode()
{
    QFETCH(int, firstByte);
    QFETCH(QByteArray, payload);
    QFETCH(int, code);
    openCompressed();
    m_peer->write(frame(fin | text, "before") + frame(quint8(firstByte), payload));
    QTRY_COMPARE(received().size(), 1);
    QVERIFY2(m_received[0].startsWith("close " + QByteArray::number(code)), m_received[0]);
    QCOMPARE(m_recorder->messages, QByteArrayList{"text before"});
}

QTEST_GUILESS_MAIN(tst_SocketTransport)
#include "tst_sockettransport.moc"
