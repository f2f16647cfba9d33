// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/futureconsumer.h>

namespace WebSocketRpc::Detail {

void FutureConsumer::start(const std::weak_ptr<StreamReader> &reader)
{
    const auto tell = [reader](void (StreamReader::*what)()) {
        if (const auto alive = reader.lock())
            ((*alive).*what)();
    };
    m_watcher = std::make_unique<QFutureWatcher<void>>();
    QFutureWatcher<void> *const watcher = m_watcher.get();
    QObject::connect(watcher, &QFutureWatcherBase::suspending, watcher, [=, this] {
        m_future.reportSuspended();
        tell(&StreamReader::pause);
    });
    QObject::connect(
        watcher, &QFutureWatcherBase::resumed, watcher, [=] { tell(&StreamReader::resume); });
    QObject::connect(
        watcher, &QFutureWatcherBase::canceled, watcher, [=] { tell(&StreamReader::cancel); });
    watcher->setFuture(QFutureInterface<void>(m_future).future());
}

void FutureConsumer::finish(const std::exception_ptr &failure)
{
    if (m_watcher)
        m_watcher.release()->deleteLater(); // this may run in one of its signals
    if (failure)
        fail(failure);
    QFutureInterface<void>(m_future).reportFinished();
}

} // namespace WebSocketRpc::Detail
