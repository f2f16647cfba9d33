// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "counters_p.h"

#include <memory>

namespace WebSocketRpc {

// One call that runs although nobody waits for it any more; counted for as long as this exists, in
// whatever thread it ends.
class AbandonedCall
{
public:
    explicit AbandonedCall(std::shared_ptr<Counters> counters) : m_counters(std::move(counters))
    {
        ++m_counters->abandonedCalls;
    }
    ~AbandonedCall() { --m_counters->abandonedCalls; }
    Q_DISABLE_COPY_MOVE(AbandonedCall)

private:
    const std::shared_ptr<Counters> m_counters;
};

} // namespace WebSocketRpc
