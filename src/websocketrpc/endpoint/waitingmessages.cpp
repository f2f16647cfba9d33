// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "waitingmessages_p.h"

#include "logging_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

std::optional<Error> WaitingMessages::refusalWhileWaiting(const CallOptions &options) const
{
    if (m_link.state() == Link::State::Closed)
        return m_link.closedError();
    if (!options.waitForConnection && m_hold != Hold::UntilDialectIsKnown)
        return Error(Error::Kind::ConnectionLost, noConnection());
    if (m_messages.size() >= std::size_t(m_settings.limits.waitingCalls))
        return Error(Error::Kind::InvalidCall,
            u"more than waitingCalls, %1, wait for the connection"_s.arg(
                m_settings.limits.waitingCalls));
    return {};
}

// A program may well call before it opens its client, as long as it opens it soon.
void WaitingMessages::append(UnsentMessage message)
{
    m_messages.push_back(std::move(message));
    if (m_isUnopened)
        m_hook.requestTick(currentTime() + sweepInterval);
}

void WaitingMessages::prepend(const std::vector<UnsentMessage> &messages)
{
    m_messages.insert(m_messages.begin(), messages.begin(), messages.end());
}

QString WaitingMessages::noConnection() const
{
    const QString text = m_link.isOpen() ? u"the connection is not ready for calls yet"_s
                                         : u"there is no connection"_s;
    return m_absence.isEmpty() ? text : text + u": "_s + m_absence;
}

void WaitingMessages::warnIfUnopened()
{
    if (!m_isUnopened || m_messages.empty())
        return;
    m_isUnopened = false;
    qCWarning(lcChannel) << "calls wait for a client that was not opened: call open(), or in QML "
                            "set url and leave active true";
}

} // namespace WebSocketRpc
