// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clock_p.h"
#include "memory.h"
#include "rawpeer.h"
#include "waitfor.h"

#include <websocketrpc/server.h>

#include <QAbstractEventDispatcher>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint8 fin = 0x80;
constexpr quint8 continuation = 0, text = 1, binary = 2, ping = 9;

constexpr qint64 MiB = 1024 * 1024;

constexpr char notification[] = R"({"jsonrpc":"2.0","method":"hear"})";

QByteArray frame(quint8 firstByte, const QByteArray &payload = {})
{
    return WireFrame{firstByte, payload}.bytes();
}

// The peak memory of all turns of the event loop since start(), less the memory at start(). It must
// look before the library runs, so construct it before the library is first used.
class Peak
{
public:
    Peak()
    {
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake,
            &m_context, [this] { m_most = std::max(m_most, Usage::now().bytes); });
    }

    void start() { m_before = m_most = Usage::now().bytes; }
    [[nodiscard]] qint64 bytes() const { return m_most - m_before; }

private:
    QObject m_context;
    qint64 m_before = 0;
    qint64 m_most = 0;
};

} // namespace

class Listener : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void hear() { ++heard; }

    qint64 heard = 0;
};

// Memory that a peer can occupy in a server without exceeding a limit of messages.
class tst_Floods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_peak = std::make_unique<Peak>(); }
    void init();
    void cleanup();

    void pingsWithoutReading();
    void emptyContinuations();
    void tinyFragments();
    void tinyMessages();
    void lengthsThatAreOnlyAnnounced();
    void slowBytes();

private:
    // Writes as much as the system takes at once, without a turn of the event loop.
    static void write(RawPeer &peer, const QByteArray &bytes);

    std::unique_ptr<Peak> m_peak;
    std::unique_ptr<Listener> m_listener;
    std::unique_ptr<Server> m_server;
};

void tst_Floods::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    if (Usage::now().bytes == 0)
        QSKIP("The system does not tell how much memory is in use.");
    m_listener = std::make_unique<Listener>();
    m_server = std::make_unique<Server>();
    m_server->expose(m_listener.get());
    QVERIFY(m_server->listen());
}

void tst_Floods::cleanup()
{
    m_server.reset();
    m_listener.reset();
}

void tst_Floods::write(RawPeer &peer, const QByteArray &bytes)
{
    peer.socket().write(bytes);
    while (peer.socket().bytesToWrite() > 0 && peer.socket().flush()) { }
}

void tst_Floods::pingsWithoutReading()
{
    constexpr qint64 limit = 4 * MiB;
    m_server->setLimits({.outgoingBuffer = limit});
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    QTRY_COMPARE(m_server->channels().size(), 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"outgoingBuffer"_s));
    peer.socket().setReadBufferSize(1);
    const QByteArray pings = frame(fin | ping, QByteArray(125, 'p')).repeated(8000);
    m_peak->start();
    for (int i = 0; i < 4000 && m_server->statistics().slowConsumers == 0; ++i) {
        if (peer.socket().bytesToWrite() < pings.size())
            write(peer, pings);
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_server->statistics().slowConsumers, 1);
    // The peer in this process keeps what it could not write, at most twice.
    QVERIFY2(m_peak->bytes() < limit + 2 * pings.size(), QByteArray::number(m_peak->bytes()));
}

void tst_Floods::emptyContinuations()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    peer.send(text, {});
    const QByteArray empty = frame(continuation).repeated(50'000);
    m_peak->start();
    for (int i = 0; i < 25 && peer.received().isEmpty(); ++i) {
        write(peer, empty);
        QTRY_COMPARE(peer.socket().bytesToWrite(), 0);
    }
    QTRY_COMPARE(peer.received().size(), 1);
    QVERIFY2(peer.received()[0].startsWith("close 1009"), peer.received()[0]);
    QVERIFY2(m_peak->bytes() < 2 * MiB, QByteArray::number(m_peak->bytes()));
}

void tst_Floods::tinyFragments()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    constexpr int count = 400'000;
    const QByteArray fragments = frame(continuation, " ").repeated(50'000);
    m_peak->start();
    peer.send(text, notification);
    for (int sent = 0; sent < count; sent += 50'000) {
        write(peer, fragments);
        QTRY_COMPARE(peer.socket().bytesToWrite(), 0);
    }
    peer.send(fin | continuation, {});
    QTRY_COMPARE(m_listener->heard, 1);
    QVERIFY2(m_peak->bytes() < 3 * MiB, QByteArray::number(m_peak->bytes()));
}

// However many have arrived when the server reads, it handles some of them before it reads on.
void tst_Floods::tinyMessages()
{
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    constexpr int count = 100'000;
    const QByteArray messages = frame(fin | text, notification).repeated(count);
    QTRY_COMPARE(m_server->channels().size(), 1);
    m_peak->start();
    write(peer, messages);
    const qint64 ofPeer = peer.socket().bytesToWrite();
    QTRY_COMPARE(m_listener->heard, count);
    QVERIFY2(m_peak->bytes() < ofPeer + 2 * MiB, QByteArray::number(m_peak->bytes()));
}

void tst_Floods::lengthsThatAreOnlyAnnounced()
{
    constexpr int count = 50;
    std::vector<std::unique_ptr<RawPeer>> peers;
    for (int i = 0; i < count; ++i) {
        peers.push_back(std::make_unique<RawPeer>(m_server->port()));
        QVERIFY(peers.back()->upgrade());
    }
    QTRY_COMPARE(m_server->channels().size(), count);
    const QByteArray begun = WireFrame{fin | binary, "x", true, 8, 16 * MiB}.bytes();
    m_peak->start();
    for (const auto &peer : peers)
        write(*peer, begun);
    for (const auto &peer : peers)
        peer->send(fin | ping, {}); // part of the message
    QTRY_VERIFY(std::ranges::all_of(
        peers, [](const auto &peer) { return peer->socket().bytesToWrite() == 0; }));
    // Each gets a turn of the loop, at the latest when another connection is done.
    RawPeer another(m_server->port());
    QVERIFY(another.upgrade());
    another.send(fin | text, notification);
    QTRY_COMPARE(m_listener->heard, 1);
    QVERIFY2(m_peak->bytes() < 2 * MiB, QByteArray::number(m_peak->bytes()));
}

// Any byte is a sign of life, but a message must not take forever.
void tst_Floods::slowBytes()
{
    ManualClock clock; // before the connection, whose timers use it
    m_server->setHeartbeat(std::nullopt);
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade());
    const QByteArray message = frame(fin | text, QByteArray(1000, ' '));
    const std::chrono::milliseconds limit = Limits().messageTime;
    std::chrono::milliseconds passed = 0ms;
    for (qsizetype sent = 0; peer.received().isEmpty(); ++sent, passed += 1s) {
        QVERIFY(passed <= limit + 1min && peer.socket().isOpen());
        peer.socket().write(message.sliced(sent, 1));
        QTRY_COMPARE(peer.socket().bytesToWrite(), 0);
        QCoreApplication::processEvents();
        clock.advance(1s);
    }
    QVERIFY2(peer.received()[0].startsWith("close 1008"), peer.received()[0]);
    QVERIFY(passed >= limit);
}

QTEST_GUILESS_MAIN(tst_Floods)
#include "tst_floods.moc"
