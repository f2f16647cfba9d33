// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/futuresource.h>

#include <websocketrpc/error.h>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

FutureSource::FutureSource(const QFuture<void> &future)
    : m_future(future)
    , m_state(QFutureInterfaceBase::get(future))
{
    const auto come = [this] { resultsHaveCome(); };
    QObject::connect(&m_watcher, &QFutureWatcherBase::resultsReadyAt, &m_watcher, come);
    QObject::connect(&m_watcher, &QFutureWatcherBase::canceled, &m_watcher, come);
    QObject::connect(&m_watcher, &QFutureWatcherBase::finished, &m_watcher, come);
    m_watcher.setFuture(future);
}

FutureSource::~FutureSource()
{
    m_watcher.disconnect();
    if (!m_future.isFinished())
        m_future.cancel();
}

// One that has failed is cancelled first, and finished soon.
bool FutureSource::isOver() const
{
    return m_future.isFinished() || (m_future.isCanceled() && !m_state.hasException());
}

bool FutureSource::isReady() const
{
    return m_state.isResultReadyAt(m_next) || isOver();
}

StreamSource::Made FutureSource::make(void *list, StreamQuota &quota)
{
    const bool wasOver = isOver(); // then no result comes after this
    while (append(list, m_next)) {
        ++m_next;
        if (quota.isUsedUpByOneMore())
            break;
    }
    suspendOrResume();
    if (m_state.isResultReadyAt(m_next))
        return Made::Some;
    if (!wasOver)
        return Made::Wait;
    if (m_future.isCanceled()) {
        if (m_future.isFinished())
            m_future.waitForFinished(); // throws what the future has failed with
        throw Error(Error::Kind::Cancelled, u"the future of the stream's values was cancelled"_s);
    }
    return Made::End;
}

void FutureSource::whenReady(std::function<void()> ready)
{
    m_ready = std::move(ready);
    if (isReady())
        resultsHaveCome();
}

void FutureSource::setReadAhead(const ReadAhead &readAhead)
{
    m_room = readAhead.values;
    suspendOrResume();
}

void FutureSource::resultsHaveCome()
{
    suspendOrResume();
    if (m_ready)
        std::exchange(m_ready, {})();
}

// Resumes late, so that it need not suspend again at once.
void FutureSource::suspendOrResume()
{
    const qsizetype unread = m_state.resultCount() - m_next;
    const bool isHeld = m_future.isSuspending() || m_future.isSuspended();
    if (unread >= m_room && !isHeld)
        m_future.suspend();
    else if (unread <= m_room / 2 && isHeld)
        m_future.resume();
}

} // namespace WebSocketRpc::Detail
