// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "caller_p.h"

#include <websocketrpc/dialect.h>

QT_BEGIN_NAMESPACE
template<typename>
class QFutureWatcher;
QT_END_NAMESPACE

namespace WebSocketRpc {

class Session;

// What a program does with each connection before all else. Its calls are those of the origin.
using OpeningStep = std::function<QFuture<void>(const std::shared_ptr<const CallOrigin> &origin)>;

// What comes between a connection and the first call through it. Where it is not known how the peer
// spells messages, calls wait for its first one; where the peer must show that it is ready, they
// wait until it has answered a ping; and where the program has something to do first, such as to log
// in, they wait until it has done that.
class Opening
{
public:
    Opening(SessionSettings &settings, Link &link, Caller &caller)
        : m_settings(settings)
        , m_link(link)
        , m_caller(caller)
    {
    }

    void setSession(std::weak_ptr<Session> session) { m_session = std::move(session); }

    // Without a value the peer's first message will tell; for a peer that only listens calls wait
    // no longer than a moment.
    void setDialect(std::optional<Dialect> dialect);
    [[nodiscard]] std::optional<Dialect> dialect() const { return m_dialect; }
    void setLenient(bool lenient);
    // From the format of a message, or null where it could be any. Returns whether it is known now.
    [[nodiscard]] bool learnDialect(const MessageFormat *format);

    void setAwaitsPong(bool awaits) { m_awaitsPong = awaits; }
    void setStep(OpeningStep step) { m_step = std::move(step); }
    [[nodiscard]] bool isUnderWay() const { return m_ping > 0 || m_stepOf > 0; }

    void linkOpened(); // leads to Session::announceOpen(), at once or later
    void linkLost();
    void runStep(); // from the event loop

    // Calls of the step, which precede all others.
    template<typename Request>
    qint64 call(quint64 connection, const Request &request, const CallOptions &options,
        ResultPromise promise, quint64 ticket);
    template<typename Request>
    void notify(quint64 connection, const Request &request, const CallOptions &options);

private:
    struct DeleteLater // as it may be inside its own signal
    {
        void operator()(QFutureWatcher<void> *watcher) const;
    };

    void assumeJsonRpc2();
    void sendPing();
    void pingEnded(quint64 connection, bool answered);
    void peerIsReady();
    void stepEnded(quint64 connection, const QFuture<void> &step);
    void finish();

    SessionSettings &m_settings;
    Link &m_link;
    Caller &m_caller;
    std::weak_ptr<Session> m_session;
    std::optional<Dialect> m_dialect = Dialect::JsonRpc2;
    std::unique_ptr<Timer> m_dialectTimer; // while the dialect is not known
    bool m_awaitsPong = false;
    int m_ping = 0; // which one is on its way
    OpeningStep m_step;
    quint64 m_stepOf = 0; // the connection that it is to run for, or runs for
    std::unique_ptr<QFutureWatcher<void>, DeleteLater> m_stepWatcher;
};

} // namespace WebSocketRpc
