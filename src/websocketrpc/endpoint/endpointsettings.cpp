// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "endpointsettings_p.h"

#include "counters_p.h"

namespace WebSocketRpc {

void EndpointSettings::count(std::atomic<quint64> Counters::*counter) const
{
    if (counters)
        ++((*counters).*counter);
}

void EndpointSettings::countRefusal(const Error &refusal) const
{
    switch (refusal.code()) {
    case Error::ParseError:
    case Error::TooManyValues:
        return count(&Counters::unreadableMessages);
    case Error::RequestTooLarge:
        return count(&Counters::oversizedMessages);
    case Error::BatchTooLarge:
        return count(&Counters::oversizedBatches);
    default:
        return;
    }
}

} // namespace WebSocketRpc
