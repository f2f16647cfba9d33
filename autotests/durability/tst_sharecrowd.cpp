// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "memory.h"
#include "scale.h"
#include "thermostat.h"
#include "wireframe.h"

#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/server.h>

#include <QScopeGuard>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 KiB = 1024;
// What a peer does not read at once waits at the server, up to 64 KiB. The buffers of the sockets at both ends take
// memory in blocks, so that they may have as much again. All changes together are more than 1 MiB.
constexpr qint64 mostForWatcher = 128 * KiB;

// Follows the temperature and keeps the end of what it is told.
class Watcher
{
public:
    explicit Watcher(quint16 port)
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { read(); });
        m_socket.connectToHost(QHostAddress::LocalHost, port);
        m_socket.write("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                       "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        const QByteArray names = R"([["thermostat.temperature"]])";
        m_socket.write(WireFrame{
            .payload = R"({"jsonrpc":"2.0","method":"rpc.watch","params":)" + names + R"(,"id":1})"}
                           .bytes());
    }

    [[nodiscard]] bool isTold(const QByteArray &value) const
    {
        return m_end.contains(R"({"temperature":)" + value + '}');
    }
    [[nodiscard]] bool isConnected() const
    {
        return m_socket.state() == QAbstractSocket::ConnectedState;
    }
    void stopReading()
    {
        m_reads = false;
        m_socket.setReadBufferSize(1);
    }
    void startReading()
    {
        m_reads = true;
        m_socket.setReadBufferSize(0);
        read();
    }

private:
    void read()
    {
        if (m_reads)
            m_end = (m_end + m_socket.readAll()).right(100);
    }

    QTcpSocket m_socket;
    QByteArray m_end;
    bool m_reads = true;
};

} // namespace

// Many who follow a property that changes faster than they can be told.
class tst_ShareCrowd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { (void)Usage::now(); } // counts from here on
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void allEndOnTheLastValue_data();
    void allEndOnTheLastValue();
};

void tst_ShareCrowd::allEndOnTheLastValue_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("in the server's thread") << 0;
    QTest::newRow("in three threads") << 3;
}

// Each change comes in a turn of its own. One does not read, and nobody waits for it.
void tst_ShareCrowd::allEndOnTheLastValue()
{
    QFETCH(const int, threads);
    const int changes = scaled(100'000, 20'000);
    const int count = scaled(1000, 100);
    QThread thread;
    thread.start();
    Thermostat thermostat;
    thermostat.moveToThread(&thread);
    const auto end = qScopeGuard([&thread] {
        thread.quit();
        thread.wait();
    });
    Server server;
    server.setThreadCount(threads);
    server.setHeartbeat({}); // the watchers do not answer pings
    server.expose(&thermostat, Thermostat::shared());
    QVERIFY(server.listen());
    std::vector<std::unique_ptr<Watcher>> watchers;
    for (int i = 0; i < count; ++i)
        watchers.push_back(std::make_unique<Watcher>(server.port()));
    Watcher slow(server.port());
    for (const auto &watcher : watchers)
        QVERIFY(eventually([&] { return watcher->isTold("20.0"); }));
    QVERIFY(eventually([&] { return slow.isTold("20.0"); }));
    slow.stopReading();

    const qint64 before = Usage::now().bytes;
    std::atomic<qint64> most = before;
    Detail::Mailbox::of(&thread)->post([&] {
        auto *const timer = new QTimer(&thermostat);
        QObject::connect(timer, &QTimer::timeout, &thermostat, [&, timer, i = 0]() mutable {
            thermostat.setTemperature(++i + 0.5);
            if (i % 1000 == 0)
                most = std::max<qint64>(most, Usage::now().bytes);
            if (i == changes)
                timer->stop();
        });
        timer->start(0);
    });
    const QByteArray last = QByteArray::number(changes) + ".5";
    for (const auto &watcher : watchers)
        QVERIFY(eventually([&] { return watcher->isTold(last); }, 120s));
    QVERIFY(slow.isConnected() && !slow.isTold(last));
    slow.startReading();
    QVERIFY(eventually([&] { return slow.isTold(last); }));
    QCOMPARE(server.statistics().slowConsumers, 0U);
    const qint64 grown = most - before;
    qInfo("%lld KiB more at most, for each watcher %lld", grown / KiB, grown / KiB / count);
    QCOMPARE_LT(grown, mostForWatcher * count);
}

QTEST_GUILESS_MAIN(tst_ShareCrowd)
#include "tst_sharecrowd.moc"
