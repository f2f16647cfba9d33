// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "line.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>

#ifdef Q_OS_UNIX
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;

// Connections through the proxy, and their ends.
class tst_FaultProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addDirectionRows(); }
    void init();
    void cleanup();

    void deadTargetEndsTheConnection();
    void connectionsAreCountedAndAnnounced();
    void cutDeliversTheBytesBeforeItAndNoOther_data();
    void cutDeliversTheBytesBeforeItAndNoOther();
    void cutCountsFromTheCall();
    void cutIsDoneOnce();
    void cutEndsAllConnections();
    void endingIsSeenByTheOperatingSystem_data();
    void endingIsSeenByTheOperatingSystem();
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

    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<FaultProxy> m_proxy;
};

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

// QTcpSocket reports both in the same way.
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
