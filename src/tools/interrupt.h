// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTimer>

#include <functional>

// Calls a function when the user presses Ctrl-C. The second time ends the program at once. Only one
// object of this class at a time.
class Interrupt
{
public:
    explicit Interrupt(const std::function<void()> &interrupted);
    ~Interrupt();
    Q_DISABLE_COPY_MOVE(Interrupt)

private:
    QTimer m_timer;
};
