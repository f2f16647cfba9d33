// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFuture>
#include <QObject>

#include <atomic>

namespace Interop {

// Calls that take long: they tell their progress and stop when they are cancelled.
class LongCallService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE QFuture<int> countTo(int n, double delay = 0.01);
    Q_INVOKABLE int cancellations() const { return s_cancellations; }

private:
    static inline std::atomic_int s_cancellations = 0; // of the process
};

} // namespace Interop
