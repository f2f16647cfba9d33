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

} // namespace WebSocketRpc
