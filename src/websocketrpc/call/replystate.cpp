// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/replystate.h>

#include <websocketrpc/progress.h>

#include <algorithm>

namespace WebSocketRpc::Detail {

ReplyStep::~ReplyStep() = default;

Q_NEVER_INLINE void ReplyStateBase::DeleteWatchers::operator()(Watchers *watchers) const
{
    delete watchers;
}

ReplyStateBase::~ReplyStateBase() = default;

// Runs for every call, so it neither allocates nor converts.
void ReplyStateBase::setMethod(QAnyStringView name)
{
    const auto copy = [this](auto text) {
        const qsizetype size = std::min(text.size(), qsizetype(sizeof m_method));
        if constexpr (std::is_same_v<decltype(text), QUtf8StringView>) {
            std::copy_n(text.data(), size, m_method);
        } else if constexpr (std::is_same_v<decltype(text), QLatin1StringView>) {
            std::transform(text.data(), text.data() + size, m_method,
                [](char unit) { return uchar(unit) < 0x80 ? unit : '?'; });
        } else {
            std::transform(text.utf16(), text.utf16() + size, m_method,
                [](char16_t unit) { return unit < 0x80 ? char(unit) : '?'; });
        }
        m_methodSize = quint8(size);
    };
    name.visit(copy);
}

bool ReplyStateBase::isCancelled() const
{
    const QMutexLocker lock(&m_mutex);
    return outcome() == Outcome::Failed
        || (m_watchers && m_watchers->promise && m_watchers->promise->isCancelled());
}

bool ReplyStateBase::hasPromise() const
{
    const QMutexLocker lock(&m_mutex);
    return m_watchers && m_watchers->promise;
}

ReplyStateBase::Watchers &ReplyStateBase::watchers()
{
    if (!m_watchers)
        m_watchers.reset(new Watchers);
    return *m_watchers;
}

void ReplyStateBase::succeed()
{
    settle(Outcome::Succeeded);
}

void ReplyStateBase::succeed(void *value)
{
    try {
        store(value);
    } catch (...) { // from a constructor of the type
        return fail(Failure::Pointer(new Failure(std::current_exception())));
    }
    settle(Outcome::Succeeded);
}

void ReplyStateBase::fail(Failure::Pointer failure)
{
    m_failure = std::move(failure);
    settle(Outcome::Failed);
}

void ReplyStateBase::settle(Outcome outcome)
{
    std::unique_ptr<ReplyStep> steps;
    bool isWatched = false;
    Promise *promise = nullptr; // one that is made later is told by whoever makes it
    {
        const QMutexLocker lock(&m_mutex);
        m_outcome.store(outcome, std::memory_order_release);
        steps = std::move(m_steps);
        if (m_watchers) [[unlikely]] {
            isWatched = true;
            promise = m_watchers->promise.get();
        }
    }
    if (isWatched) [[unlikely]]
        settleWatchers(promise);
    while (steps) {
        std::unique_ptr<ReplyStep> step = std::move(steps);
        steps = std::move(step->m_next);
        ReplyStep &first = *step;
        first.run(std::move(step), Pointer(this));
    }
}

// Listeners hold objects of the user, so they are destroyed first.
Q_NEVER_INLINE void ReplyStateBase::settleWatchers(Promise *promise)
{
    {
        std::vector<std::shared_ptr<const ProgressListener>> listeners;
        const QMutexLocker lock(&m_mutex);
        listeners.swap(m_watchers->listeners);
    }
    if (promise)
        promise->settle();
}

void ReplyStateBase::whenSettled(std::unique_ptr<ReplyStep> step)
{
    {
        const QMutexLocker lock(&m_mutex);
        if (!isSettled()) {
            std::unique_ptr<ReplyStep> *last = &m_steps;
            while (*last)
                last = &(*last)->m_next;
            *last = std::move(step);
            return;
        }
    }
    ReplyStep &settledStep = *step;
    settledStep.run(std::move(step), Pointer(this));
}

void ReplyStateBase::addProgressListener(ProgressListener listener)
{
    const QMutexLocker lock(&m_mutex);
    watchers().listeners.push_back(std::make_shared<const ProgressListener>(std::move(listener)));
}

// Listeners run inside and may do anything, so the caller keeps this alive.
void ReplyStateBase::reportProgress(const Progress &progress)
{
    std::vector<std::shared_ptr<const ProgressListener>> listeners;
    Promise *promise = nullptr;
    {
        const QMutexLocker lock(&m_mutex);
        if (m_watchers) {
            listeners = m_watchers->listeners;
            promise = m_watchers->promise.get();
        }
    }
    if (promise)
        promise->reportProgress(progress);
    for (const auto &listener : listeners) {
        if (isSettled())
            return;
        (*listener)(progress);
    }
}

void ReplyStateBase::keepPromise(std::unique_ptr<Promise> promise)
{
    m_watchers->promise = std::move(promise);
    if (isSettled())
        m_watchers->promise->settle();
}

void reportProgress(QFutureInterfaceBase future, const Progress &progress)
{
    if (future.progressMinimum() != progress.minimum
        || future.progressMaximum() != progress.maximum)
        future.setProgressRange(progress.minimum, progress.maximum);
    future.setProgressValueAndText(progress.value, progress.text);
}

QFuture<void> ReplyState<void>::future()
{
    using Promise = StatePromise<ReplyState, void>;
    return static_cast<Promise &>(promise([this] {
        return std::make_unique<Promise>(*this);
    })).promise.future();
}

void ReplyState<void>::store(void *) { }

} // namespace WebSocketRpc::Detail
