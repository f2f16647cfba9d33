// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

// Runs the event loop until the condition holds; returns false if the time is over. Unlike
// QTest::qWaitFor() it never sleeps, so thousands of waits are quick.
template<typename Condition>
bool eventually(Condition &&condition, std::chrono::seconds time = std::chrono::seconds(30))
{
    QTimer wakeUp;
    wakeUp.start(time);
    const QDeadlineTimer deadline(time);
    while (!condition() && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}
