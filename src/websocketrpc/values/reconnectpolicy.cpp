// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/reconnectpolicy.h>

#include <QRandomGenerator>

#include <algorithm>
#include <cmath>

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::ReconnectPolicy
    \inheaderfile websocketrpc/reconnectpolicy.h
    \inmodule WebSocketRpc
    \brief When a Client tries again after its connection could not be made or was lost.

    The delay starts at \c firstDelay and grows by the factor \c growth up to \c maximumDelay. With
    \c jitter, the default, the delay before an attempt is a random part of that, so that many
    clients that lost the same server do not come back at the same moment. \c maximumAttempts limits
    the attempts in a row that fail, and \c maximumTime the time from the first failure to the last
    attempt; absent, the default, there is no limit. Attempts count as failing in a row until a
    connection has lasted for \c stableTime.
*/

/*! A policy with which a client gives up at the first failure. */
ReconnectPolicy ReconnectPolicy::never()
{
    return {.maximumAttempts = 0};
}

/*!
    Returns how long to wait before \a attempt, where 1 is the first attempt after a failure, or
    nothing when the client is to give up.
*/
std::optional<std::chrono::milliseconds> ReconnectPolicy::delayBefore(int attempt) const
{
    if (maximumAttempts && attempt > *maximumAttempts)
        return {};
    const double full = std::min(double(maximumDelay.count()),
        double(firstDelay.count()) * std::pow(growth, std::max(0, attempt - 1)));
    const double delay = jitter ? full * QRandomGenerator::global()->generateDouble() : full;
    return std::chrono::milliseconds(qint64(delay));
}

} // namespace WebSocketRpc
