// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "shutdownsignal.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

namespace Interop {

#ifdef Q_OS_UNIX

namespace {

int wakeUpPipe[2] = {-1, -1};

// A signal handler may call little more than write().
void wakeUp(int)
{
    [[maybe_unused]] const auto written = ::write(wakeUpPipe[1], "", 1);
}

} // namespace

ShutdownSignal::ShutdownSignal(QObject *parent) : QObject(parent)
{
    if (::pipe(wakeUpPipe) != 0)
        qFatal("cannot make a pipe for signals");
    m_notifier = std::make_unique<QSocketNotifier>(wakeUpPipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(wakeUpPipe[0], &byte, 1) == 1)
            Q_EMIT received();
    });
    std::signal(SIGTERM, wakeUp);
    std::signal(SIGINT, wakeUp);
}

ShutdownSignal::~ShutdownSignal()
{
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGINT, SIG_DFL);
    m_notifier.reset();
    ::close(wakeUpPipe[0]);
    ::close(wakeUpPipe[1]);
}

#else

ShutdownSignal::ShutdownSignal(QObject *parent) : QObject(parent) { }

ShutdownSignal::~ShutdownSignal() = default;

#endif

} // namespace Interop
