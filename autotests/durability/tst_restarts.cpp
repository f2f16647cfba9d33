// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "ledger.h"
#include "memory.h"
#include "sanitized.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QRandomGenerator>
#include <QTest>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// A server is restarted at random moments while its client keeps calling.
class tst_Restarts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void noCallIsLostAndNothingGrows();

private:
    [[nodiscard]] QString restartOnce(int number);
    void callAsLongAsAllowed();

    QRandomGenerator m_random = QRandomGenerator(20261122);
    Ledger m_ledger;
    Outcomes m_outcomes;
    std::unique_ptr<Server> m_server;
    Client m_client;
    quint16 m_port = 0;
    int m_latestKey = 0;
};

// 64 calls are in flight at any time, every other one idempotent.
void tst_Restarts::callAsLongAsAllowed()
{
    while (m_outcomes.pending() < 64) {
        const int key = ++m_latestKey;
        const bool idempotent = key % 2 == 0;
        m_outcomes.watch(key, m_client.with({.idempotent = idempotent}).call<int>("run", key),
            idempotent ? Outcomes::Kind::Idempotent : Outcomes::Kind::Once);
    }
}

QString tst_Restarts::restartOnce(int number)
{
    const int turns = m_random.bounded(60);
    for (int i = 0; i < turns; ++i) {
        callAsLongAsAllowed();
        QCoreApplication::processEvents();
    }
    if (number % 3 == 0)
        m_server->close(); // with close frames; the other ways without
    m_server.reset();
    for (int i = m_random.bounded(5); i > 0; --i) {
        callAsLongAsAllowed();
        QCoreApplication::processEvents();
    }
    m_server = std::make_unique<Server>();
    m_server->expose(&m_ledger);
    if (!QTest::qWaitFor([&] { return m_server->listen(QHostAddress::LocalHost, m_port); }))
        return m_server->errorString();
    // Finished calls are checked and forgotten, so that memory can be compared.
    if (number % 10 == 0) {
        if (!eventually([&] { return m_outcomes.pending() == 0; }))
            return u"%1 calls never end"_s.arg(m_outcomes.pending());
        const QString problem = m_outcomes.problem(m_ledger);
        m_outcomes = {};
        m_ledger.forget();
        return problem;
    }
    return {};
}

void tst_Restarts::noCallIsLostAndNothingGrows()
{
    m_server = std::make_unique<Server>();
    m_server->expose(&m_ledger);
    QVERIFY(m_server->listen());
    m_port = m_server->port();
    m_client.setUrl(m_server->url());
    m_client.setReconnectPolicy({.firstDelay = 1ms, .maximumDelay = 10ms});
    m_client.open();

    // After the warm-up the caches of Qt and the library have their final size.
    constexpr int warmUp = isSanitized ? 150 : 1500;
    constexpr int restarts = warmUp + (isSanitized ? 100 : 1000);
    Usage early;
    for (int number = 1; number <= restarts; ++number) {
        const QString problem = restartOnce(number);
        QVERIFY2(problem.isEmpty(), qPrintable(u"restart %1: %2"_s.arg(number).arg(problem)));
        if (number == warmUp)
            early = Usage::now();
    }
    const Usage late = Usage::now();
    QVERIFY2(late.bytes < early.bytes + 16 * 1024,
        qPrintable(u"%1 bytes, then %2"_s.arg(early.bytes).arg(late.bytes)));
    QVERIFY2(late.files <= early.files + 2,
        qPrintable(u"%1 open files, then %2"_s.arg(early.files).arg(late.files)));
    QCOMPARE(m_client.statistics().pendingCalls, 0);
    QVERIFY(m_latestKey > restarts);
}

QTEST_GUILESS_MAIN(tst_Restarts)

#include "tst_restarts.moc"
