// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "clock_p.h"
#include "eventually.h"
#include "scale.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Many clients lose the same server at once.
class tst_Herd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void clientsComeBackSpreadInTime();
};

void tst_Herd::clientsComeBackSpreadInTime()
{
    const int count = scaled(2000, 200);
    ManualClock clock;
    Server server;
    server.setHeartbeat({});
    QVERIFY(server.listen());
    const quint16 port = server.port();
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<Client>(server.url()));
        clients.back()->setHeartbeat({});
        clients.back()->setReconnectPolicy({.firstDelay = 1s});
        clients.back()->open();
    }
    QVERIFY(eventually([&] { return server.channels().size() == count; }));

    server.close();
    const auto areWaiting = [&] {
        return std::ranges::all_of(
            clients, [](const auto &client) { return client->state() == Client::State::Waiting; });
    };
    QVERIFY(eventually(areWaiting));
    QVERIFY(server.listen(QHostAddress::LocalHost, port));

    // Ten slices of the first delay: each gets about the same number of clients.
    constexpr int slices = 10;
    QList<int> arrivals(slices);
    int before = 0;
    for (int &arrived : arrivals) {
        clock.advance(1000ms / slices);
        const auto noneIsConnecting = [&] {
            return std::ranges::none_of(clients,
                [](const auto &client) { return client->state() == Client::State::Connecting; });
        };
        QVERIFY(eventually(noneIsConnecting));
        const auto connected = std::ranges::count_if(
            clients, [](const auto &client) { return client->isConnected(); });
        QVERIFY(eventually([&] { return server.channels().size() == connected; }));
        arrived = int(server.channels().size()) - before;
        before = int(server.channels().size());
    }
    QCOMPARE(before, count); // all have returned
    const double fair = double(count) / slices;
    const double deviation = 5 * std::sqrt(fair); // of a fair draw, once in a million
    for (const int arrived : std::as_const(arrivals)) {
        QVERIFY2(std::abs(arrived - fair) < deviation,
            qPrintable(u"%1 of %2 in a tenth of the time"_s.arg(arrived).arg(count)));
    }
}

QTEST_GUILESS_MAIN(tst_Herd)

#include "tst_herd.moc"
