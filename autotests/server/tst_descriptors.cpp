// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "upgrade.h"

#include <websocketrpc/channel.h>

#include <QSignalSpy>
#include <QSslSocket>

#include <sys/resource.h>
#include <unistd.h>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

// Changes the limit of file descriptors of this process while it exists.
class DescriptorLimit
{
public:
    explicit DescriptorLimit(rlim_t limit)
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const rlimit lowered{limit, m_before.rlim_max};
        setrlimit(RLIMIT_NOFILE, &lowered);
    }
    ~DescriptorLimit() { setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(DescriptorLimit)

private:
    rlimit m_before{};
};

// The behaviour of a server when no file descriptors are left.
class tst_Descriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QSslSocket::supportsSsl(); } // loads it while some are left
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void acceptingPausesAndResumes();
    void serverKeepsToTheSystemsLimit();
    void limitThatCannotBeReachedIsAWarning();
};

void tst_Descriptors::acceptingPausesAndResumes()
{
    Server server;
    QVERIFY(server.listen());
    QTcpSocket peers[6];
    for (QTcpSocket &peer : peers) {
        peer.connectToHost(QHostAddress::LocalHost, server.port());
        QVERIFY(peer.waitForConnected()); // the system has accepted it, but the server has not
        peer.write(upgradeRequest("/"));
    }
    const int next = dup(0);
    close(next);
    {
        const DescriptorLimit limit(rlim_t(next) + 2);
        QTest::ignoreMessage(
            QtWarningMsg, QRegularExpression(u"accepting connections pauses, with \\d+ open"_s));
        QTRY_COMPARE(server.statistics().acceptPauses, 1u);
        QTRY_COMPARE(server.channels().size(), 2); // existing connections are served
        // It tries again, without another warning. A busy loop would get here many times.
        QSignalSpy accepted(&server, &Server::channelOpened);
        QVERIFY(!accepted.wait(600));
        QCOMPARE(server.statistics().acceptPauses, 1u);
    }
    QTRY_COMPARE(server.channels().size(), 6);
    for (QTcpSocket &peer : peers)
        QTRY_VERIFY(peer.bytesAvailable() > 12);
}

void tst_Descriptors::serverKeepsToTheSystemsLimit()
{
#ifdef Q_OS_LINUX
    Server server;
    {
        const DescriptorLimit limit(42);
        QVERIFY(server.listen());
    }
    constexpr int room = 10; // 32 are left to others
    QTcpSocket peers[room];
    for (QTcpSocket &peer : peers) {
        peer.connectToHost(QHostAddress::LocalHost, server.port());
        peer.write(upgradeRequest("/"));
        QTRY_VERIFY(peer.bytesAvailable() > 12);
        QCOMPARE(statusOf(peer.readAll()), 101);
    }
    const QByteArray response = exchange(server, upgradeRequest("/"));
    QCOMPARE(statusOf(response), 503);
    QVERIFY2(response.contains("the system allows no more"), response);
    // Silent peers may use half of them.
    for (int i = 0; i < 6; ++i)
        peers[i].abort();
    QTRY_COMPARE(server.statistics().connections, 4);
    const auto expectRefusal = [] {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"handshakesPerAddress, 5"_s));
    };
    expectRefusal();
    QTcpSocket silent[6];
    for (QTcpSocket &socket : silent)
        socket.connectToHost(QHostAddress::LocalHost, server.port());
    QTRY_COMPARE(silent[5].state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(statusOf(silent[5].readAll()), 429);
    expectRefusal();
    QCOMPARE(statusOf(exchange(server, "x\r\n\r\n")), 429);
    QCOMPARE(server.statistics().excessiveHandshakes, 2u);
    silent[0].abort();
    QTRY_COMPARE(server.statistics().connections, 8);
    QCOMPARE(statusOf(exchange(server, upgradeRequest("/"))), 101);
#else
    QSKIP("only Linux tells its limit in a file");
#endif
}

void tst_Descriptors::limitThatCannotBeReachedIsAWarning()
{
#ifdef Q_OS_LINUX
    const DescriptorLimit limit(200);
    Server server;
    server.setLimits({.connections = 5000});
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"connections is 5000 but .* open files leaves room for 168"_s));
    QVERIFY(server.listen());
    Server modest;
    modest.setLimits({.connections = 100});
    QVERIFY(modest.listen());
#else
    QSKIP("only Linux tells its limit in a file");
#endif
}

QTEST_GUILESS_MAIN(tst_Descriptors)

#include "tst_descriptors.moc"
