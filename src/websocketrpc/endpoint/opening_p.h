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

// What a program does with each connection before all else. Its calls are those of the origin.
using OpeningStep =
    std::function<QFuture<void>(const std::shared_ptr<const Detail::CallOrigin> &origin)>;

// What comes between a connection and the first call through it. Where it is not known how the peer
// spells messages, calls wait for its first one; where the peer must show that it is ready, they
// wait until it has answered a ping; and where the program has something to do first, such as to log
// in, they wait until it has done that.
class Opening
{
public:
    // What the connection belongs to.
    class Host
    {
    public:
        virtual void requestOpeningStep() = 0; // has runStep() called from the event loop
        virtual void connectionOpened() = 0; // it is ready for calls
        virtual void openingFailed(const Error &error) = 0; // the connection is of no use

    protected:
        ~Host() = default;
    };

    Opening(EndpointSettings &settings, Link &link, Caller &caller,
        std::shared_ptr<const Detail::CallOrigin> origin, Host &host)
        : m_settings(settings)
        , m_link(link)
        , m_caller(caller)
        , m_origin(std::move(origin))
        , m_host(host)
    {
    }

    // Without a value the peer's first message will tell; for a peer that only listens calls wait
    // no longer than a moment.
    void setDialect(std::optional<Dialect> dialect);
    [[nodiscard]] std::optional<Dialect> dialect() const { return m_dialect; }
    void setFormat(const MessageFormat &format);
    void setLenient(bool lenient);
    // From the format of a message, or null where it could be any. Returns whether it is known now.
    [[nodiscard]] bool learnDialect(const MessageFormat *format);

    // In dialects that have a ping for that.
    void setAwaitsReadiness(bool awaits) { m_awaitsReadiness = awaits; }
    void setStep(OpeningStep step) { m_step = std::move(step); }
    [[nodiscard]] bool isUnderWay() const { return m_ping > 0 || m_stepOf > 0; }

    void linkOpened(); // leads to Host::connectionOpened(), at once or later
    void linkLost();
    void runStep(); // from the event loop

    // Calls of the step, which precede all others.
    template<typename Request>
    qint64 call(quint64 connection, const Request &request, const CallOptions &options,
        Detail::ResultPromise promise, quint64 ticket);
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

    EndpointSettings &m_settings;
    Link &m_link;
    Caller &m_caller;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    Host &m_host;
    std::optional<Dialect> m_dialect = Dialect::JsonRpc2;
    std::unique_ptr<Timer> m_dialectTimer; // while the dialect is not known
    bool m_awaitsReadiness = false;
    int m_ping = 0; // which one is on its way
    OpeningStep m_step;
    quint64 m_stepOf = 0; // the connection that it is to run for, or runs for
    std::unique_ptr<QFutureWatcher<void>, DeleteLater> m_stepWatcher;
};

} // namespace WebSocketRpc
