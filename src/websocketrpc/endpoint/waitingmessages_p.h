// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clock_p.h"
#include "eventhook_p.h"
#include "link_p.h"
#include "unsentmessage_p.h"

namespace WebSocketRpc {

// How often we look for what no event tells: futures that were cancelled or are watched, and clients
// that nobody opens.
inline constexpr auto sweepInterval = std::chrono::milliseconds(100);

// The calls and notifications that wait to be sent, and why they do.
class WaitingMessages
{
public:
    WaitingMessages(const EndpointSettings &settings, const Link &link, EventHook &hook)
        : m_settings(settings)
        , m_link(link)
        , m_hook(hook)
    {
    }

    // A call either waits its turn, or goes ahead of those that wait, on this connection only.
    enum class Precedence { InTurn, Ahead };
    // Why calls wait although the link is open.
    enum class Hold { None, UntilDialectIsKnown, UntilPeerAnswers, UntilOpeningIsDone };
    void setHold(Hold hold) { m_hold = hold; }

    // Whether a call need not wait.
    [[nodiscard]] bool isReady(Precedence precedence = Precedence::InTurn) const
    {
        return m_link.isOpen() && (m_hold == Hold::None || precedence == Precedence::Ahead);
    }
    // Why a call can neither be sent nor wait.
    [[nodiscard]] std::optional<Error> refusal(
        const CallOptions &options, Precedence precedence = Precedence::InTurn) const
    {
        if (isReady(precedence)) [[likely]]
            return {};
        return refusalWhileWaiting(options);
    }

    void append(UnsentMessage message);
    void prepend(const std::vector<UnsentMessage> &messages);
    [[nodiscard]] std::vector<UnsentMessage> takeAll() { return std::exchange(m_messages, {}); }
    void clear() { m_messages.clear(); }

    // Why there is no connection, for those that wait in vain.
    void setAbsence(const QString &reason) { m_absence = reason; }
    [[nodiscard]] QString noConnection() const; // as part of a sentence
    // Warns, once, of calls that wait for a connection that nobody makes.
    void setUnopened(bool unopened) { m_isUnopened = unopened; }
    void warnIfUnopened();

private:
    [[nodiscard]] std::optional<Error> refusalWhileWaiting(const CallOptions &options) const;

    const EndpointSettings &m_settings;
    const Link &m_link;
    EventHook &m_hook;
    std::vector<UnsentMessage> m_messages;
    Hold m_hold = Hold::None;
    QString m_absence;
    bool m_isUnopened = false;
};

} // namespace WebSocketRpc
