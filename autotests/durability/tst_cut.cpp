// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "ledger.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/faultproxy.h>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Test::Direction;
using Test::FaultProxy;

// A session of calls in both directions, cut at every byte in turn.
class tst_Cut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyCallEndsOnceWhereverTheConnectionIsCut_data();
    void everyCallEndsOnceWhereverTheConnectionIsCut();

private:
    [[nodiscard]] QString runSession(FaultProxy &proxy, Server &server);

    Ledger m_ofServer;
    Ledger m_ofClient;
};

// Returns what went wrong, or nothing.
QString tst_Cut::runSession(FaultProxy &proxy, Server &server)
{
    m_ofServer.forget();
    m_ofClient.forget();
    Outcomes outcomes;
    Outcomes outcomesOfServer;
    Client client(proxy.url());
    client.setReconnectPolicy({.firstDelay = 0ms, .jitter = false});
    client.setHeartbeat({});
    client.expose(&m_ofClient);

    int key = 0;
    const auto callBoth = [&] {
        ++key;
        outcomes.watch(key, client.call<int>("run", key), Outcomes::Kind::Once);
        ++key;
        outcomes.watch(key, client.with({.idempotent = true}).call<int>("run", key),
            Outcomes::Kind::Idempotent);
    };
    // The server calls back on its first connection, and again while answers arrive.
    bool hasCalledBack = false;
    const auto connection = connect(&server, &Server::channelOpened, this, [&](Channel *channel) {
        if (std::exchange(hasCalledBack, true))
            return;
        for (int i = 0; i < 3; ++i)
            outcomesOfServer.watch(i, channel->call<int>("run", i), Outcomes::Kind::Once);
    });
    client.open();
    for (int i = 0; i < 3; ++i) {
        callBoth();
        if (!eventually([&] { return outcomes.pending() == 0; }))
            return u"%1 calls never end"_s.arg(outcomes.pending());
    }
    if (!eventually([&] { return hasCalledBack && outcomesOfServer.pending() == 0; }))
        return u"%1 calls of the server never end"_s.arg(outcomesOfServer.pending());

    // The client is back, and both directions work. A cut that is still pending may come now.
    const auto serves = [&] {
        const Reply<int> reply = client.with({.idempotent = true}).call<int>("run", 1000);
        if (!eventually([&] { return reply.isFinished(); }) || server.channels().isEmpty())
            return false;
        const Reply<int> back = server.channels().last()->call<int>("run", 1000);
        return eventually([&] { return back.isFinished(); })
            && errorOf<int>(back).kind() == Error::Kind::None;
    };
    if (!serves() && !serves())
        return u"the client is not back"_s;
    disconnect(connection);
    const QString problem = outcomes.problem(m_ofServer);
    return problem.isEmpty() ? outcomesOfServer.problem(m_ofClient) : problem;
}

void tst_Cut::everyCallEndsOnceWhereverTheConnectionIsCut_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<Test::Ending>("ending");
    QTest::newRow("to the server, reset") << Direction::ToServer << Test::Ending::Reset;
    QTest::newRow("to the client, reset") << Direction::ToClient << Test::Ending::Reset;
    QTest::newRow("to the server, finished") << Direction::ToServer << Test::Ending::Finish;
    QTest::newRow("to the client, finished") << Direction::ToClient << Test::Ending::Finish;
}

void tst_Cut::everyCallEndsOnceWhereverTheConnectionIsCut()
{
    QFETCH(const Direction, direction);
    QFETCH(const Test::Ending, ending);
    Server server;
    server.setHeartbeat({});
    server.expose(&m_ofServer);
    QVERIFY(server.listen());
    FaultProxy proxy(server.url());
    QCOMPARE(runSession(proxy, server), QString());
    const Test::FaultStatistics whole = proxy.statistics();
    const qint64 bytes =
        direction == Direction::ToServer ? whole.bytesToServer : whole.bytesToClient;
    QVERIFY(bytes > 500);
    int cuts = 0;
    for (qint64 offset = 0; offset <= bytes; ++offset) {
        // Otherwise the cut would affect the connection that the previous session left behind.
        QVERIFY(eventually([&] { return proxy.statistics().openConnections == 0; }));
        proxy.cutAfterBytes(offset, {.direction = direction, .ending = ending});
        const QString problem = runSession(proxy, server);
        QVERIFY2(
            problem.isEmpty(), qPrintable(u"cut after %1 bytes: %2"_s.arg(offset).arg(problem)));
        cuts += !proxy.isCutPending();
        proxy.heal();
    }
    QVERIFY2(cuts > bytes - 20, qPrintable(u"only %1 cuts in %2 bytes"_s.arg(cuts).arg(bytes)));
}

QTEST_GUILESS_MAIN(tst_Cut)

#include "tst_cut.moc"
