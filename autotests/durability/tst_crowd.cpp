// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "eventually.h"
#include "scale.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QTcpSocket>
#include <QtEndian>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray handshake =
    "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

// One text frame, masked with zeros; it never ends if the stated length exceeds the payload.
QByteArray frame(const QByteArray &text, std::optional<quint64> claimedLength = {})
{
    const quint64 length = claimedLength.value_or(quint64(text.size()));
    QByteArray head(1, '\x81');
    if (length < 126) {
        head += char(0x80 | length);
    } else if (length < 65536) {
        head += QByteArray("\xfe\0\0", 3);
        qToBigEndian(quint16(length), head.data() + 2);
    } else {
        head += '\xff' + QByteArray(8, '\0');
        qToBigEndian(length, head.data() + 2);
    }
    return head + QByteArray(4, '\0') + text;
}

QByteArray call(const QByteArray &method, const QByteArray &params)
{
    return R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}";
}

} // namespace

// Idle, active and hostile peers of one server at the same time.
class tst_Crowd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void hostilePeersAreLimitedAndTheOthersServed();

private:
    QTcpSocket *connectRaw(const QByteArray &bytes = handshake);
    [[nodiscard]] bool areIdleConnected() const;
    [[nodiscard]] double percentile99(int callsEach);
    [[nodiscard]] double percentile99OfThree(int callsEach);
    void unleash();

    Server m_server;
    std::vector<std::unique_ptr<QTcpSocket>> m_idle;
    std::vector<std::unique_ptr<QTcpSocket>> m_hostile;
    std::vector<std::unique_ptr<Client>> m_active;
};

void tst_Crowd::initTestCase()
{
    m_server.setThreadCount(1);
    m_server.setLimits({.runningCalls = 100, .outgoingBuffer = 4'000'000, .handshakeTime = 3s});
    m_server.exposeEach([](Channel &) { return std::make_unique<Calculator>(); });
    QVERIFY(m_server.listen());
    for (int i = scaled(5000, 300); i > 0; --i)
        m_idle.emplace_back(connectRaw());
    for (int i = scaled(100, 20); i > 0; --i) {
        m_active.push_back(std::make_unique<Client>(m_server.url()));
        m_active.back()->open();
    }
    const auto expected = qsizetype(m_idle.size() + m_active.size());
    QTRY_COMPARE_WITH_TIMEOUT(m_server.channels().size(), expected, 60'000);
}

QTcpSocket *tst_Crowd::connectRaw(const QByteArray &bytes)
{
    auto *socket = new QTcpSocket;
    socket->connectToHost(QHostAddress::LocalHost, m_server.port());
    socket->write(bytes);
    return socket;
}

bool tst_Crowd::areIdleConnected() const
{
    return std::ranges::all_of(m_idle,
        [](const auto &socket) { return socket->state() == QAbstractSocket::ConnectedState; });
}

// The 99th percentile of the time of a call, in milliseconds; every client has one in flight.
double tst_Crowd::percentile99(int callsEach)
{
    QList<double> times;
    int wrong = 0;
    std::function<void(Client *, int)> callAgain = [&](Client *client, int left) {
        QElapsedTimer timer;
        timer.start();
        client->call<int>("add", left, 1)
            .then([&, client, left, timer](int sum) {
                times.append(double(timer.nsecsElapsed()) / 1e6);
                wrong += sum != left + 1;
                if (left > 1)
                    callAgain(client, left - 1);
            })
            .onFailed([&](const Error &) { ++wrong; });
    };
    for (const auto &client : m_active)
        callAgain(client.get(), callsEach);
    const qsizetype expected = qsizetype(m_active.size()) * callsEach;
    if (!eventually([&] { return times.size() == expected || wrong > 0; }) || wrong)
        return -1;
    std::ranges::sort(times);
    return times[times.size() * 99 / 100];
}

double tst_Crowd::percentile99OfThree(int callsEach)
{
    QList<double> rounds;
    for (int round = 0; round < 3; ++round)
        rounds.append(percentile99(callsEach));
    std::ranges::sort(rounds);
    return rounds.front() < 0 ? -1 : rounds[1];
}

void tst_Crowd::unleash()
{
    const auto add = [this](const QByteArray &bytes) {
        m_hostile.emplace_back(connectRaw(bytes));
        return m_hostile.back().get();
    };
    add({}); // connects and never sends anything
    auto *trickler = add({}); // sends a byte a second
    auto *timer = new QTimer(trickler);
    connect(timer, &QTimer::timeout, trickler, [trickler] { trickler->write("G"); });
    timer->start(1s);

    const auto afterHandshake = [&](const QByteArray &bytes) {
        QTcpSocket *const socket = add(handshake);
        const auto send = [socket, bytes] { socket->write(bytes); };
        connect(socket, &QTcpSocket::readyRead, socket, send, Qt::SingleShotConnection);
        return socket;
    };
    // Never reads the answers.
    const QByteArray large = '"' + QByteArray(500'000, 'x') + '"';
    afterHandshake(frame(call("echo", '[' + large + ']')).repeated(30))->setReadBufferSize(1);
    // Sends 64 MiB.
    afterHandshake(frame(QByteArray(1'000'000, ' '), 64 * 1024 * 1024));
    // Sends arrays nested 10 000 deep.
    afterHandshake(frame(QByteArray(10'000, '[') + QByteArray(10'000, ']')));
    // Floods with calls that never end.
    afterHandshake(frame(call("later", "[1]")).repeated(10'000));
}

void tst_Crowd::hostilePeersAreLimitedAndTheOthersServed()
{
    const int callsEach = scaled(50, 20);
    const double alone = percentile99OfThree(callsEach);
    QVERIFY(alone > 0);

    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"does not read.*outgoingBuffer"_s));
    unleash();
    QList<double> rounds;
    const QDeadlineTimer patience(30s);
    const auto areLimited = [this] {
        const ServerStatistics statistics = m_server.statistics();
        return statistics.slowConsumers == 1 && statistics.unreadableMessages == 1
            && statistics.unfinishedHandshakes == 2 && statistics.refusedCalls == 9'900;
    };
    do {
        rounds.append(percentile99(callsEach));
        QVERIFY(rounds.last() > 0);
    } while (!areLimited() && !patience.hasExpired());
    QVERIFY2(areLimited(), "the hostile peers are not limited");
    QTRY_COMPARE(m_hostile[3]->state(), QAbstractSocket::UnconnectedState); // 64 MiB
    QVERIFY(areIdleConnected());

    std::ranges::sort(rounds);
    const double ratio = rounds[rounds.size() / 2] / alone;
    qInfo("p99 of a call: %.2f ms alone, %.2f times that beside hostile peers", alone, ratio);
}

QTEST_GUILESS_MAIN(tst_Crowd)

#include "tst_crowd.moc"
