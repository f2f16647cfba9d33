// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scenario.h"

namespace Benchmarks {

QList<Scenario> scenarios()
{
    return {{"calls", measureCalls}, {"one-core", measureCallsOnOneCore},
        {"connections", measureConnections}, {"payloads", measurePayloads},
        {"threads", measureThreads}, {"notifications", measureNotifications},
        {"fan-out", measureFanOut}, {"methods", measureMethods}, {"pending", measurePending},
        {"floods", measureFloods}, {"idle-memory", measureIdleMemory},
        {"memory-growth", measureMemoryGrowth}, {"streams", measureStreams},
        {"changes", measureChanges}, {"signals", measureSignals}, {"models", measureModels},
        {"others", measureOthers}};
}

} // namespace Benchmarks
