// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/reply.h>

#include <QHash>
#include <QObject>

// Counts how often each call was run.
class Ledger : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int run(int key) { return ++m_runs[key]; }

    [[nodiscard]] int runsOf(int key) const { return m_runs.value(key); }
    void forget() { m_runs.clear(); }

private:
    QHash<int, int> m_runs;
};

// Records how each call of a ledger ended, and finds errors.
class Outcomes
{
public:
    enum class Kind { Once, Idempotent };

    void watch(int key, WebSocketRpc::Reply<int> reply, Kind kind)
    {
        m_outcomes.insert(key, {kind});
        reply.then([this, key](int) { settle(key, {}); })
            .onFailed([this, key](const WebSocketRpc::Error &error) { settle(key, error); });
    }

    [[nodiscard]] qsizetype pending() const { return m_outcomes.size() - m_settled; }
    [[nodiscard]] qsizetype failures() const { return m_failures; }

    // Empty if every call ended once and ran as often as its outcome says.
    [[nodiscard]] QString problem(const Ledger &ledger) const
    {
        for (auto outcome = m_outcomes.begin(); outcome != m_outcomes.end(); ++outcome) {
            const QString problem = problemOf(*outcome, ledger.runsOf(outcome.key()));
            if (!problem.isEmpty())
                return QStringLiteral("call %1 %2").arg(outcome.key()).arg(problem);
        }
        return {};
    }

private:
    struct Outcome
    {
        Kind kind = Kind::Once;
        int settled = 0;
        WebSocketRpc::Error error = {};
    };

    void settle(int key, const WebSocketRpc::Error &error)
    {
        Outcome &outcome = m_outcomes[key];
        if (++outcome.settled == 1)
            ++m_settled;
        outcome.error = error;
        m_failures += error.kind() != WebSocketRpc::Error::Kind::None;
    }

    static QString problemOf(const Outcome &outcome, int runs)
    {
        using WebSocketRpc::Error;
        const bool failed = outcome.error.kind() != Error::Kind::None;
        if (outcome.settled != 1)
            return QStringLiteral("settled %1 times").arg(outcome.settled);
        if (outcome.kind == Kind::Once && runs > 1)
            return QStringLiteral("ran %1 times").arg(runs);
        if (!failed && runs < 1)
            return QStringLiteral("succeeded and never ran");
        if (failed && outcome.error.kind() != Error::Kind::ConnectionLost)
            return QStringLiteral("failed otherwise: ") + outcome.error.message();
        if (failed && outcome.kind == Kind::Idempotent)
            return QStringLiteral("is idempotent and failed: ") + outcome.error.message();
        if (failed && !outcome.error.mayHaveExecuted() && runs > 0)
            return QStringLiteral("ran, and its error denies it");
        return {};
    }

    QHash<int, Outcome> m_outcomes;
    qsizetype m_settled = 0;
    qsizetype m_failures = 0;
};
