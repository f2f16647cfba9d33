// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "contest.h"

namespace Benchmarks {

struct Scenario
{
    const char *name;
    void (*run)(Report &report, const Scale &scale);
};

[[nodiscard]] QList<Scenario> scenarios(); // in the order in which they run

void measureCalls(Report &report, const Scale &scale);
void measureCallsOnOneCore(Report &report, const Scale &scale);
void measureConnections(Report &report, const Scale &scale);
void measurePayloads(Report &report, const Scale &scale);
void measureThreads(Report &report, const Scale &scale);
void measureNotifications(Report &report, const Scale &scale);
void measureFanOut(Report &report, const Scale &scale);
void measureMethods(Report &report, const Scale &scale);
void measurePending(Report &report, const Scale &scale);
void measureFloods(Report &report, const Scale &scale);
void measureIdleMemory(Report &report, const Scale &scale);
void measureMemoryGrowth(Report &report, const Scale &scale);
void measureStreams(Report &report, const Scale &scale);
void measureChanges(Report &report, const Scale &scale);
void measureSignals(Report &report, const Scale &scale);
void measureModels(Report &report, const Scale &scale);
void measureOthers(Report &report, const Scale &scale);

} // namespace Benchmarks
