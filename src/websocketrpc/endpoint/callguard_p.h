// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "connectioncontext_p.h"
#include "endpointsettings_p.h"
#include "incomingruns_p.h"

namespace WebSocketRpc {

// Says which calls of the peer are refused, whatever their methods are.
class CallGuard
{
public:
    CallGuard(const EndpointSettings &settings, const IncomingRuns &runs,
        const std::shared_ptr<ConnectionContext> &context)
        : m_settings(settings)
        , m_runs(runs)
        , m_context(context)
    {
    }

    [[nodiscard]] bool isTooLong(const Message &message) const
    {
        return message.method.size() > std::size_t(m_settings.limits.methodLength)
            || message.id.size() > m_settings.limits.idLength;
    }
    [[nodiscard]] Error tooLong(const Message &message) const;

    [[nodiscard]] bool isBusy() const
    {
        if (m_settings.draining || m_runs.count() >= m_settings.limits.runningCalls)
            return true;
        const Counters *const counters = m_runs.counters();
        return counters && counters->abandonedCalls >= m_settings.limits.abandonedCalls;
    }
    [[nodiscard]] Error busy() const;

    // Why the program does not allow a call of that name, or nothing. Runs user code.
    [[nodiscard]] bool asksProgram() const { return bool(m_settings.authorizer); }
    [[nodiscard]] std::optional<Error> authorize(const QString &name, const MessageId &id) const;

    // Whether the calls in other threads are too large together. One call is let in however small the
    // limit is.
    [[nodiscard]] bool isTooMuchElsewhere(const Message &message) const
    {
        const qint64 size = m_runs.sizeElsewhere();
        return size > 0 && size + qint64(message.size) > m_settings.limits.incomingBuffer;
    }
    [[nodiscard]] Error tooMuchElsewhere() const;

private:
    const EndpointSettings &m_settings;
    const IncomingRuns &m_runs;
    const std::shared_ptr<ConnectionContext> &m_context; // of the present connection
};

} // namespace WebSocketRpc
