// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interrupt.h"

#include <csignal>
#include <utility>

namespace {

// A signal handler may do little more than set a flag, which is looked at now and then.
constexpr auto interval = std::chrono::milliseconds(50);
volatile std::sig_atomic_t isInterrupted = 0;

void note(int)
{
    std::signal(SIGINT, SIG_DFL);
    isInterrupted = 1;
}

} // namespace

Interrupt::Interrupt(const std::function<void()> &interrupted)
{
    std::signal(SIGINT, note);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [interrupted] {
        if (isInterrupted) {
            isInterrupted = 0;
            interrupted();
        }
    });
    m_timer.start(interval);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
}
