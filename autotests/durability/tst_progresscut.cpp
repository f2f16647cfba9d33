// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "eventually.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/progress.h>
#include <websocketrpc/server.h>

#include <websocketrpc/test/faultproxy.h>

#include <QPromise>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Test::Direction;
using Test::FaultProxy;

namespace {

constexpr int steps = 4;

// Tells of each of its steps, of the last right before its answer. The range says which run it is, and
// the first has a text, too.
class Job : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> work(const CallContext &call)
    {
        const auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        const int run = ++m_runs;
        call.setProgressRange(0, steps * run);
        auto *const timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [=, step = 0]() mutable {
            call.setProgressValueAndText(++step, run == 1 ? u"first"_s : QString());
            if (step < steps && !promise->isCanceled())
                return;
            promise->addResult(run);
            promise->finish();
            timer->stop();
            timer->deleteLater();
        });
        timer->start(0ms);
        return promise->future();
    }

    [[nodiscard]] int runs() const { return m_runs; }
    [[nodiscard]] bool isIdle() const { return findChildren<QTimer *>().isEmpty(); }
    void forget() { m_runs = 0; }

private:
    int m_runs = 0;
};

// What a call of the job tells, and how it ends.
class Watch : public QObject
{
public:
    void watch(Reply<int> reply)
    {
        reply.onProgress(this, [this](const Progress &progress) { note(progress); });
        reply.then(this, [this](const Reply<int> &settled) {
            ++m_settled;
            m_error = errorOf<int>(settled);
            if (!settled.isCanceled())
                m_result = settled.result();
        });
    }

    [[nodiscard]] bool isSettled() const { return m_settled > 0; }
    [[nodiscard]] qsizetype told() const { return m_told.size(); }
    [[nodiscard]] bool hasSucceeded() const { return m_result > 0; }

    // Empty if there is none.
    [[nodiscard]] QString problem(int runs) const
    {
        if (m_settled != 1)
            return u"it settled %1 times"_s.arg(m_settled);
        if (!m_problem.isEmpty())
            return m_problem;
        if (!hasSucceeded())
            return m_error.kind() == Error::Kind::ConnectionLost ? QString() : m_error.message();
        if (m_told.isEmpty() || m_told.last() != std::pair(m_result, steps))
            return u"the last step was not told"_s;
        return m_result > runs ? u"its result is of no run"_s : QString();
    }

private:
    void note(const Progress &progress)
    {
        const std::pair now(progress.maximum / steps, progress.value); // the run, and its step
        if (isSettled())
            m_problem = u"progress came after the answer"_s;
        if (!m_told.isEmpty() && m_told.last() >= now)
            m_problem = u"step %1 of run %2 came late"_s.arg(now.second).arg(now.first);
        const bool hasText = now.first == 1 && now.second > 0;
        if (progress.text != (hasText ? u"first"_s : QString()))
            m_problem = u"run %1 has the text '%2'"_s.arg(now.first).arg(progress.text);
        m_told.append(now);
    }

    QList<std::pair<int, int>> m_told;
    QString m_problem;
    Error m_error;
    int m_result = 0;
    int m_settled = 0;
};

} // namespace

// Calls that tell their progress, cut at every byte in turn.
class tst_ProgressCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void progressOnlyGoesOn_data();
    void progressOnlyGoesOn();

private:
    [[nodiscard]] QString runCall(FaultProxy &proxy, const CallOptions &options);

    Job m_job;
    bool m_hasSucceeded = false;
};

// Returns what went wrong, or nothing.
QString tst_ProgressCut::runCall(FaultProxy &proxy, const CallOptions &options)
{
    m_job.forget();
    Watch watch;
    Client client(proxy.url());
    client.setReconnectPolicy({.firstDelay = 0ms, .jitter = false});
    client.setHeartbeat({});
    client.open();
    watch.watch(client.with(options).call<int>("work"));
    if (!eventually([&] { return watch.isSettled(); }))
        return u"the call never ends"_s;
    if (!eventually([&] { return m_job.isIdle(); }))
        return u"a run goes on for ever"_s;
    m_hasSucceeded = watch.hasSucceeded();
    if (!options.idempotent && m_job.runs() > 1)
        return u"it ran %1 times"_s.arg(m_job.runs());
    if (options.idempotent && !m_hasSucceeded)
        return u"it was not repeated"_s;
    return watch.problem(m_job.runs());
}

void tst_ProgressCut::progressOnlyGoesOn_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<bool>("isIdempotent");
    QTest::addColumn<int>("disturbed"); // so many calls at least fail, or run again
    QTest::newRow("what the server sends is cut") << Direction::ToClient << false << 300;
    QTest::newRow("what the client sends is cut") << Direction::ToServer << false << 50;
    QTest::newRow("what the server sends is cut, repeated") << Direction::ToClient << true << 300;
    QTest::newRow("what the client sends is cut, repeated") << Direction::ToServer << true << 0;
}

void tst_ProgressCut::progressOnlyGoesOn()
{
    QFETCH(const Direction, direction);
    QFETCH(const bool, isIdempotent);
    QFETCH(const int, disturbed);
    const CallOptions options{.idempotent = isIdempotent, .progress = true};
    Server server;
    server.setHeartbeat({});
    server.expose(&m_job);
    QVERIFY(server.listen());
    FaultProxy proxy(server.url());
    int count = 0;
    bool wasCut = true;
    for (qint64 offset = 0; wasCut; ++offset) {
        // Otherwise the cut would affect the connection that the previous call left behind.
        QVERIFY(eventually([&] { return proxy.statistics().openConnections == 0; }));
        proxy.cutAfterBytes(offset, {.direction = direction});
        const QString problem = runCall(proxy, options);
        QVERIFY2(
            problem.isEmpty(), qPrintable(u"cut after %1 bytes: %2"_s.arg(offset).arg(problem)));
        count += !m_hasSucceeded || m_job.runs() > 1;
        wasCut = !proxy.isCutPending();
        proxy.heal();
    }
    QVERIFY2(count >= disturbed, QByteArray::number(count));
    qDebug() << count;
}

QTEST_GUILESS_MAIN(tst_ProgressCut)

#include "tst_progresscut.moc"
