// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "requests.h"

#include <QSocketNotifier>

#include <array>
#include <sys/stat.h>
#include <unistd.h>

namespace Benchmarks {

Requests::Requests(QObject *parent) : QObject(parent)
{
    // A shell gives a background process an empty input.
    struct stat status = {};
    if (::fstat(STDIN_FILENO, &status) != 0 || !S_ISFIFO(status.st_mode))
        return;
    auto *notifier = new QSocketNotifier(STDIN_FILENO, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &Requests::read);
}

void Requests::read()
{
    std::array<char, 4096> buffer;
    const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size <= 0) {
        Q_EMIT ended();
        return;
    }
    for (ssize_t i = 0; i < size; ++i) {
        if (buffer[std::size_t(i)] != '\n')
            m_line.append(buffer[std::size_t(i)]);
        else
            Q_EMIT received(std::exchange(m_line, {}));
    }
}

} // namespace Benchmarks
