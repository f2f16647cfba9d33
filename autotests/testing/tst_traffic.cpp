// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "line.h"

#include <QElapsedTimer>
#include <QRegularExpression>

#include <list>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(Traffic)

// How bytes pass through a FaultProxy, or do not.
class tst_Traffic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { addDirectionRows(); }
    void init();
    void cleanup();

    void bytesPassUnchanged_data();
    void bytesPassUnchanged();
    void endReachesTheOtherSideAfterAllBytes();
    void piecesArriveOneByOne();
    void gatheredBytesArriveTogether();
    void delayedBytesArriveLaterAndInOrder();
    void delayHoldsBackTheEnd();
    void stalledConnectionStaysOpenAndBacksUp();
    void stallHidesTheEnd();
    void stallLeavesTheOtherDirectionAlone();

private:
    [[nodiscard]] Line newLine() { return Line(*m_proxy, *m_listener); }

    std::unique_ptr<QTcpServer> m_listener;
    std::unique_ptr<FaultProxy> m_proxy;
};

void tst_Traffic::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_listener = std::make_unique<QTcpServer>();
    QVERIFY(m_listener->listen(QHostAddress::LocalHost));
    m_proxy =
        std::make_unique<FaultProxy>(u"ws://127.0.0.1:%1/path"_s.arg(m_listener->serverPort()));
}

void tst_Traffic::cleanup()
{
    m_proxy.reset();
    m_listener.reset();
}

void tst_Traffic::bytesPassUnchanged_data()
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

void tst_Traffic::bytesPassUnchanged()
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

void tst_Traffic::endReachesTheOtherSideAfterAllBytes()
{
    Line line = newLine();
    const QByteArray bytes = noise(3'000'000);
    line.sender(direction()).socket->write(bytes);
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QVERIFY(line.receiver(direction()).received == bytes);
    QTRY_COMPARE(m_proxy->statistics().openConnections, 0);
}

void tst_Traffic::piecesArriveOneByOne()
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

void tst_Traffic::gatheredBytesArriveTogether()
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

void tst_Traffic::delayedBytesArriveLaterAndInOrder()
{
    m_proxy->shape({.delay = 100ms}, direction());
    Line line = newLine();
    QElapsedTimer sent;
    sent.start();
    line.sender(direction()).socket->write("first");
    QTRY_COMPARE(line.sender(direction()).socket->bytesToWrite(), 0);
    // Bytes never overtake earlier ones.
    QTRY_VERIFY(sent.elapsed() >= 20);
    m_proxy->shape({}, direction());
    line.sender(direction()).socket->write("second");
    QTRY_COMPARE(line.receiver(direction()).received, QByteArray("firstsecond"));
    QVERIFY2(sent.elapsed() >= 100, QByteArray::number(sent.elapsed()));
}

void tst_Traffic::delayHoldsBackTheEnd()
{
    m_proxy->shape({.delay = 50ms}, direction());
    Line line = newLine();
    line.sender(direction()).socket->write("bytes");
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray("bytes"));
}

void tst_Traffic::stalledConnectionStaysOpenAndBacksUp()
{
    Line line = newLine();
    m_proxy->stall(direction());
    const QByteArray bytes = noise(30'000'000);
    QTcpSocket &sender = *line.sender(direction()).socket;
    sender.write(bytes);
    // Until no more bytes move.
    qint64 left = -1;
    QTRY_VERIFY_WITH_TIMEOUT(std::exchange(left, sender.bytesToWrite()) == left, 10'000);
    QVERIFY2(left > 0, "everything was taken");
    QVERIFY(line.client.isOpen() && line.server->isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray());

    m_proxy->resume(direction());
    QTRY_COMPARE_WITH_TIMEOUT(line.receiver(direction()).received.size(), bytes.size(), 20'000);
    QVERIFY(line.receiver(direction()).received == bytes);
}

void tst_Traffic::stallHidesTheEnd()
{
    Line line = newLine();
    m_proxy->stall();
    line.sender(direction()).socket->write("last words");
    line.sender(direction()).socket->disconnectFromHost();
    QTRY_COMPARE(line.sender(direction()).socket->state(), QAbstractSocket::UnconnectedState);
    std::list<Line> others; // take more turns to pass the proxy than the end would
    for (int i = 0; i < 5; ++i)
        QVERIFY(others.emplace_back(*m_proxy, *m_listener).server);
    QVERIFY(line.receiver(direction()).isOpen());
    QCOMPARE(m_proxy->statistics().openConnections, 6);

    m_proxy->resume();
    QTRY_VERIFY(!line.receiver(direction()).isOpen());
    QCOMPARE(line.receiver(direction()).received, QByteArray("last words"));
}

void tst_Traffic::stallLeavesTheOtherDirectionAlone()
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

QTEST_GUILESS_MAIN(tst_Traffic)
#include "tst_traffic.moc"
