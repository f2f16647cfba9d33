// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/faultproxy.h>

#include <QElapsedTimer>
#include <QPointer>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Traffic)

namespace {

// One end of a connection, with what came to it, read by read.
class End
{
public:
    explicit End(QTcpSocket *adopted = new QTcpSocket) : socket(adopted)
    {
        QObject::connect(socket.get(), &QTcpSocket::readyRead, socket.get(), [this] { read(); });
        if (socket->bytesAvailable() > 0)
            read();
    }

    void read()
    {
        const QByteArray bytes = socket->readAll();
        received += bytes;
        reads.append(bytes.size());
    }

    [[nodiscard]] bool isOpen() const { return socket->state() == QTcpSocket::ConnectedState; }

    const std::unique_ptr<QTcpSocket> socket;
    QByteArray received;
    QList<qsizetype> reads;
};

// A connection from a client through a proxy to a server, with both ends at hand.
class Line
{
public:
    explicit Line(FaultProxy &proxy, QTcpServer &listener)
    {
        client.socket->connectToHost(QHostAddress::LocalHost, proxy.port());
        if (QTest::qWaitFor([&] { return client.isOpen() && listener.hasPendingConnections(); })) {
            QTcpSocket *const accepted = listener.nextPendingConnection();
            accepted->setParent(nullptr);
            server = std::make_unique<End>(accepted);
        }
    }

    [[nodiscard]] End &receiver(Direction direction)
    {
        return direction == Direction::ToServer ? *server : client;
    }
    [[nodiscard]] End &sender(Direction direction)
    {
        return direction == Direction::ToServer ? client : *server;
    }

    End client;
    std::unique_ptr<End> server;
};

QByteArray noise(qsizetype size)
{
    QRandomGenerator generator(1);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = char(generator.bounded(256));
    return bytes;
}

void addDirectionRows()
{
    QTest::addColumn<Direction>("direction");
    QTest::newRow("to the server") << Direction::ToServer;
    QTest::newRow("to the client") << Direction::ToClient;
}

} // namespace

class tst_FaultProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addDirectionRows(); }
    void init();
    void cleanup();

    void bytesPassUnchanged_data();
    void bytesPassUnchanged();
    void endReachesTheOtherSideAfterAllBytes();
    void deadTargetEndsTheConnection();
    void connectionsAreCountedAndAnnounced();

    void cutDeliversTheBytesBeforeItAndNoOther_data();
    void cutDeliversTheBytesBeforeItAndNoOther();
    void cutCountsFromTheCall();
    void cutIsDoneOnce();
    void cutEndsAllConnections();
    void endingIsSeenByTheOperatingSystem_data();
    void endingIsSeenByTheOperatingSystem();

    void piecesArriveOneByOne();
    void gatheredBytesArriveTogether();
    void delayedBytesArriveLaterAndInOrder();
    void delayHoldsBackTheEnd();

    void stalledConnectionStaysOpenAndBacksUp();
    void stallHidesTheEnd();
    void stallLeavesTheOtherDirectionAlone();

    void refusedConnectionIsReset();
    void nobodyListensWhileRefusing();
    void refusalLeavesOpenConnectionsAlone();
    void restartResetsConnectionsAndKeepsThePort();
    void restartTakesItsTime();
    void healUndoesAllFaults();
    void destructionResetsConnections();

private:
    [[nodiscard]] Line newLine() { return Line(*m_proxy, *m_listener); }
    [[nodiscard]] bool someoneListens() const;
    static Direction direction();

    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<FaultProxy> m_proxy;
};

Direction tst_FaultProxy::direction()
{
    QFETCH_GLOBAL(Direction, direction);
    return direction;
}

bool tst_FaultProxy::someoneListens() const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    return QTest::qWaitFor([&] { return socket.state() != QTcpSocket::ConnectingState; })
        && socket.state() == QTcpSocket::ConnectedState;
}

void tst_FaultProxy::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_listener = std::make_unique<QTcpServer>();
    QVERIFY(m_listener->listen(QHostAddress::LocalHost));
    m_proxy =
        std::make_unique<FaultProxy>(u"ws://127.0.0.1:%1/path"_s.arg(m_listener->serverPort()));
}

void tst_FaultProxy::cleanup()
{
    m_proxy.reset();
    m_listener.reset();
}

void tst_FaultProxy::bytesPassUnchanged_data()
{
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<Traffic>("traffic");
    QTest::newRow("one byte") << qsizetype(1) << Traffic{};
    QTest::newRow("more than all buffers hold") << qsizetype(20'000'000) << Traffic{};
    QTest::newRow("pieces") << qsizetype(50'000) << Traffic{.pieceSize = 7};
    QTest::newRow("gathered") << qsizetype(5'000'000) << Traffic{.gather = 3ms};
    QTest::newRow("delayed") << qsizetype(5'000'000) << Traffic{.delay = 5ms};
    QTest::newRow("all at once") << qsizetype(5'000'000)
                                 << Traffic{.delay = 2ms, .gather = 1ms, .pieceSize = 4001};
}

void tst_FaultProxy::bytesPassUnchanged()
{
    QFETCH(const qsizetype, size);
    QFETCH(const Traffic, traffic);
    m_proxy->shape(traffic);
    Line line = newLine();
    const QByteArray bytes = noise(size);
    line.sender(direction()).socket->write(bytes);
    const QByteArray reply = bytes.first(std::min<qsizetype>(size, 1000));
    line.receiver(direction()).socket->write(reply);

    QTRY_COMPARE_WITH_TIMEOUT(line.receiver(direction()).received.size(), size, 20'000);
    QVERIFY(line.receiver(direction()).received == bytes);
    QTRY_COMPARE(line.sender(direction()).received.size(), reply.size());
    QVERIFY(line.sender(direction()).received == reply);
}

void tst_FaultProxy::endReachesTheOtherSideAfterAllBytes()
{
    Line line = newLine();
    const QByteArray bytes = noise(3'000'000);
    line.sender(direction()).socket->write(bytes);
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QVERIFY(line.receiver(direction()).received == bytes);
    QTRY_COMPARE(m_proxy->statistics().openConnections, 0);
}

void tst_FaultProxy::deadTargetEndsTheConnection()
{
    m_listener->close();
    End client;
    QSignalSpy ended(client.socket.get(), &QTcpSocket::disconnected);
    client.socket->connectToHost(QHostAddress::LocalHost, m_proxy->port());
    QTRY_COMPARE(ended.size(), 1);
    QTRY_COMPARE(m_proxy->statistics().openConnections, 0);
}

void tst_FaultProxy::connectionsAreCountedAndAnnounced()
{
    QSignalSpy opened(m_proxy.get(), &FaultProxy::connectionOpened);
    QSignalSpy closed(m_proxy.get(), &FaultProxy::connectionClosed);
    Line line = newLine();
    const Line other = newLine();
    QTRY_COMPARE(opened.size(), 2);
    QCOMPARE(m_proxy->statistics().connections, 2);
    QCOMPARE(m_proxy->statistics().openConnections, 2);

    line.client.socket->write("12345");
    line.server->socket->write("123");
    QTRY_COMPARE(line.server->received, QByteArray("12345"));
    QTRY_COMPARE(line.client.received, QByteArray("123"));
    QCOMPARE(m_proxy->statistics().bytesToServer, 5);
    QCOMPARE(m_proxy->statistics().bytesToClient, 3);

    line.client.socket->disconnectFromHost();
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(m_proxy->statistics().openConnections, 1);
    QCOMPARE(m_proxy->statistics().connections, 2);
}

void tst_FaultProxy::cutDeliversTheBytesBeforeItAndNoOther_data()
{
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<qsizetype>("count");
    for (const qsizetype count : {0, 1, 99, 1'000'000}) {
        QTest::addRow("reset after %lld", qlonglong(count)) << Ending::Reset << count;
        QTest::addRow("finish after %lld", qlonglong(count)) << Ending::Finish << count;
    }
}

void tst_FaultProxy::cutDeliversTheBytesBeforeItAndNoOther()
{
    QFETCH(const Ending, ending);
    QFETCH(const qsizetype, count);
    m_proxy->cutAfterBytes(count, {.direction = direction(), .ending = ending});
    QVERIFY(m_proxy->isCutPending());
    Line line = newLine();
    if (count > 0) {
        const QByteArray bytes = noise(count + 1000);
        line.sender(direction()).socket->write(bytes);
        // The direction that is not counted does not matter.
        line.receiver(direction()).socket->write(noise(100));
        QTRY_VERIFY(!line.receiver(direction()).isOpen());
        QCOMPARE(line.receiver(direction()).received.size(), count);
        QVERIFY(line.receiver(direction()).received == bytes.first(count));
    }
    QTRY_VERIFY(!line.client.isOpen());
    QTRY_VERIFY(!line.server || !line.server->isOpen());
    QVERIFY(!m_proxy->isCutPending());
    QCOMPARE(m_proxy->statistics().openConnections, 0);
}

void tst_FaultProxy::cutCountsFromTheCall()
{
    Line older = newLine();
    Line line = newLine();
    line.sender(direction()).socket->write("first");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("first"));
    m_proxy->cutAfterBytes(3, {.direction = direction()});
    line.sender(direction()).socket->write("second");
    QTRY_VERIFY(!line.client.isOpen() && !line.server->isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray("firstsec"));
    QVERIFY(older.client.isOpen() && older.server->isOpen());
}

void tst_FaultProxy::cutIsDoneOnce()
{
    m_proxy->cutAfterBytes(3, {.direction = direction()});
    Line line = newLine();
    line.sender(direction()).socket->write("12345");
    QTRY_VERIFY(!line.client.isOpen() && !line.server->isOpen());

    Line next = newLine();
    next.sender(direction()).socket->write("12345");
    QTRY_COMPARE(next.receiver(direction()).received, QByteArray("12345"));
    QVERIFY(next.client.isOpen());
}

void tst_FaultProxy::cutEndsAllConnections()
{
    const Line first = newLine();
    const Line second = newLine();
    m_proxy->cut(Ending::Finish);
    QTRY_VERIFY(!first.client.isOpen() && !first.server->isOpen());
    QTRY_VERIFY(!second.client.isOpen() && !second.server->isOpen());
    QTRY_COMPARE(m_proxy->statistics().openConnections, 0);
}

void tst_FaultProxy::endingIsSeenByTheOperatingSystem_data()
{
    QTest::addColumn<Ending>("ending");
    QTest::addColumn<int>("error");
    QTest::newRow("reset") << Ending::Reset << ECONNRESET;
    QTest::newRow("finish") << Ending::Finish << 0;
}

// QTcpSocket reports both alike.
void tst_FaultProxy::endingIsSeenByTheOperatingSystem()
{
#ifndef Q_OS_UNIX
    QSKIP("POSIX only");
#else
    QFETCH(const Ending, ending);
    QFETCH(const int, error);
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const auto close = qScopeGuard([client] { ::close(client); });
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_proxy->port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
    QTRY_VERIFY(m_listener->hasPendingConnections());
    QTRY_COMPARE(m_proxy->statistics().openConnections, 1);
    m_proxy->cut(ending);
    std::optional<int> seen; // 0 is the end of the stream
    const auto hasEnded = [&] {
        char byte = 0;
        if (!seen && ::recv(client, &byte, 1, MSG_DONTWAIT) == 0)
            seen = 0;
        else if (!seen && errno != EAGAIN)
            seen = errno;
        return seen.has_value();
    };
    QTRY_VERIFY(hasEnded());
    QCOMPARE(*seen, error);
#endif
}

void tst_FaultProxy::piecesArriveOneByOne()
{
    m_proxy->shape({.pieceSize = 4}, direction());
    Line line = newLine();
    line.sender(direction()).socket->write("0123456789");
    line.receiver(direction()).socket->write("0123456789");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("0123456789"));
    QCOMPARE(line.receiver(direction()).reads, (QList<qsizetype>{4, 4, 2}));
    QTRY_COMPARE(line.sender(direction()).received, QByteArray("0123456789"));
    QCOMPARE(line.sender(direction()).reads, (QList<qsizetype>{10}));
}

void tst_FaultProxy::gatheredBytesArriveTogether()
{
    m_proxy->shape({.gather = 200ms}, direction());
    Line line = newLine();
    QTcpSocket &sender = *line.sender(direction()).socket;
    for (int i = 0; i < 5; ++i) {
        sender.write("12345");
        QTRY_COMPARE(sender.bytesToWrite(), 0);
    }
    QTRY_COMPARE(line.receiver(direction()).received.size(), 25);
    QCOMPARE(line.receiver(direction()).reads, QList<qsizetype>{25});
}

void tst_FaultProxy::delayedBytesArriveLaterAndInOrder()
{
    m_proxy->shape({.delay = 100ms}, direction());
    Line line = newLine();
    QElapsedTimer sent;
    sent.start();
    line.sender(direction()).socket->write("first");
    QTRY_COMPARE(line.sender(direction()).socket->bytesToWrite(), 0);
    // What comes sooner than what was sent before waits for it.
    QTRY_VERIFY(sent.elapsed() >= 20);
    m_proxy->shape({}, direction());
    line.sender(direction()).socket->write("second");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("firstsecond"));
    QVERIFY2(sent.elapsed() >= 100, QByteArray::number(sent.elapsed()));
}

void tst_FaultProxy::delayHoldsBackTheEnd()
{
    m_proxy->shape({.delay = 50ms}, direction());
    Line line = newLine();
    line.sender(direction()).socket->write("bytes");
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray("bytes"));
}

void tst_FaultProxy::stalledConnectionStaysOpenAndBacksUp()
{
    Line line = newLine();
    m_proxy->stall(direction());
    const QByteArray bytes = noise(30'000'000);
    QTcpSocket &sender = *line.sender(direction()).socket;
    sender.write(bytes);
    // Until nothing moves any more.
    qint64 left = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(left, sender.bytesToWrite()) == left, 10'000);
    QVERIFY2(left > 0, "everything was taken");
    QVERIFY(line.client.isOpen() && line.server->isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray());

    m_proxy->resume(direction());
    QTRY_COMPARE_WITH_TIMEOUT(line.receiver(direction()).received.size(), bytes.size(), 20'000);
    QVERIFY(line.receiver(direction()).received == bytes);
}

void tst_FaultProxy::stallHidesTheEnd()
{
    Line line = newLine();
    m_proxy->stall();
    line.sender(direction()).socket->write("last words");
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_VERIFY(!line.sender(direction()).isOpen());
    QTest::qWait(50);
    QVERIFY(line.receiver(direction()).isOpen());
    QCOMPARE(m_proxy->statistics().openConnections, 1);

    m_proxy->resume();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray("last words"));
}

void tst_FaultProxy::stallLeavesTheOtherDirectionAlone()
{
    m_proxy->stall(direction());
    Line line = newLine();
    line.sender(direction()).socket->write("stalled");
    line.receiver(direction()).socket->write("passed");
    QTRY_COMPARE(line.sender(direction()).received, QByteArray("passed"));
    QCOMPARE(line.receiver(direction()).received, QByteArray());
    const FaultStatistics statistics = m_proxy->statistics();
    QCOMPARE(statistics.bytesToServer + statistics.bytesToClient, 6);
}

void tst_FaultProxy::refusedConnectionIsReset()
{
    m_proxy->refuse();
    QTcpSocket client;
    QSignalSpy failed(&client, &QTcpSocket::errorOccurred);
    client.connectToHost(QHostAddress::LocalHost, m_proxy->port());
    client.write("hello");
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(m_proxy->statistics().refusedConnections, 1);
    QCOMPARE(m_proxy->statistics().connections, 0);
    QVERIFY(!m_listener->hasPendingConnections());

    m_proxy->accept();
    const Line line = newLine();
    QVERIFY(line.server);
}

void tst_FaultProxy::nobodyListensWhileRefusing()
{
    m_proxy->refuse(Refusal::NotListening);
    QVERIFY(!someoneListens());

    m_proxy->accept();
    const Line line = newLine();
    QVERIFY(line.server);
}

void tst_FaultProxy::refusalLeavesOpenConnectionsAlone()
{
    Line line = newLine();
    m_proxy->refuse(Refusal::NotListening);
    line.sender(direction()).socket->write("bytes");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("bytes"));
}

void tst_FaultProxy::restartResetsConnectionsAndKeepsThePort()
{
    const quint16 port = m_proxy->port();
    const Line line = newLine();
    m_proxy->restart();
    QTRY_VERIFY(!line.client.isOpen() && !line.server->isOpen());
    const Line next = newLine();
    QVERIFY(next.server);
    QCOMPARE(m_proxy->port(), port);
}

void tst_FaultProxy::restartTakesItsTime()
{
    m_proxy->restart(100ms);
    QElapsedTimer since;
    since.start();
    QVERIFY(!someoneListens());
    QTRY_VERIFY(someoneListens());
    QVERIFY2(since.elapsed() >= 100, QByteArray::number(since.elapsed()));
}

void tst_FaultProxy::healUndoesAllFaults()
{
    m_proxy->shape({.pieceSize = 1});
    m_proxy->stall();
    m_proxy->cutAfterBytes(1, {.direction = direction()});
    m_proxy->refuse(Refusal::NotListening);
    m_proxy->heal();
    QVERIFY(!m_proxy->isCutPending());
    Line line = newLine();
    line.sender(direction()).socket->write("bytes");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("bytes"));
    QCOMPARE(line.receiver(direction()).reads, QList<qsizetype>{5});
}

void tst_FaultProxy::destructionResetsConnections()
{
    const Line line = newLine();
    m_proxy.reset();
    QTRY_VERIFY(!line.client.isOpen() && !line.server->isOpen());
}

QTEST_GUILESS_MAIN(tst_FaultProxy)
#include "tst_faultproxy.moc"
