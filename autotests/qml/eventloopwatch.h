// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "sanitized.h"

#include <QTimer>
#include <QtQml/qqmlregistration.h>

// The longest time that the event loop was blocked, in milliseconds; no frame can be shown during
// it. Measured in processor time, so that other programs do not matter.
class EventLoopWatch : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(double longestBlock READ longestBlock NOTIFY longestBlockChanged)
    Q_PROPERTY(double slowdown READ slowdown CONSTANT)

public:
    explicit EventLoopWatch(QObject *parent = nullptr);

    [[nodiscard]] double longestBlock() const { return m_longest; }
    // Of this build against one for users.
    [[nodiscard]] double slowdown() const { return buildSlowdown; }

    Q_INVOKABLE void start();
    Q_INVOKABLE void stop();

Q_SIGNALS:
    void longestBlockChanged();

private:
    void turn();

#ifdef __OPTIMIZE__
    static constexpr double slowdownOfDebugging = 1;
#else
    static constexpr double slowdownOfDebugging = 3;
#endif
    static constexpr double buildSlowdown = isSanitized ? 10 : slowdownOfDebugging;

    QTimer m_timer;
    double m_lastTurn = 0;
    double m_longest = 0;
};
