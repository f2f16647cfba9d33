// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "signalinterest_p.h"

#include "callee_p.h"
#include "excerpt_p.h"
#include "interests_p.h"
#include "logging_p.h"

#include <algorithm>

namespace WebSocketRpc {

SignalInterest::SignalInterest(std::shared_ptr<const Exposure> exposure)
    : Interest(std::string(exposure->table->methods().front().nameView()))
    , m_handler{{exposure, &exposure->table->methods().front()}}
{
}

void SignalInterest::addListener(Moment moment, const Listener &listener)
{
    m_listeners.emplace_back(moment, listener);
    if (moment == Moment::Active && isActive())
        listener(Error());
    else if (moment == Moment::Refused && m_refusal)
        listener(*m_refusal);
}

void SignalInterest::end()
{
    if (owner())
        owner()->remove(*this);
}

void SignalInterest::accepted(bool again)
{
    m_refusal.reset();
    tell(Moment::Active);
    if (again && isActive())
        tell(Moment::Resumed);
}

void SignalInterest::refused(const Error &error)
{
    m_refusal = error;
    const auto isAboutThis = [](const auto &entry) { return entry.first == Moment::Refused; };
    if (std::ranges::none_of(m_listeners, isAboutThis))
        qCWarning(lcChannel).noquote().nospace()
            << "the signal '" << excerptOf(QByteArrayView(name()))
            << "' is not followed: " << excerptOf(error.message());
    tell(Moment::Refused, error);
}

void SignalInterest::tell(Moment moment, const Error &error)
{
    const auto listeners = m_listeners; // which may add others
    for (const auto &[its, listener] : listeners) {
        if (its == moment && !hasEnded())
            listener(error);
    }
}

bool SignalInterest::receive(Callee &callee, const Message &message, Transport::Format format)
{
    if (isGone(m_handler.front()))
        return false;
    callee.run(message, m_handler, format);
    return true;
}

} // namespace WebSocketRpc
