// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/replystate.h>

#include <websocketrpc/progress.h>

#include <algorithm>
#include <vector>

namespace WebSocketRpc::Detail {

ReplyStep::~ReplyStep() = default;

struct ReplyStateBase::ProgressListeners
{
    std::vector<std::shared_ptr<const ProgressListener>> all;
};

Q_NEVER_INLINE void ReplyStateBase::DeleteListeners::operator()(ProgressListeners *listeners) const
{
    delete listeners;
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
    return outcome() == Outcome::Failed || (m_promise && m_promise->isCancelled());
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
    ProgressListeners *listeners = nullptr; // hold what users gave them
    Promise *promise = nullptr;
    {
        const QMutexLocker lock(&m_mutex);
        m_outcome.store(outcome, std::memory_order_release);
        steps = std::move(m_steps);
        listeners = m_progressListeners.release();
        promise = m_promise.get();
    }
    if (listeners) [[unlikely]]
        DeleteListeners()(listeners);
    if (promise)
        promise->settle();
    while (steps) {
        std::unique_ptr<ReplyStep> step = std::move(steps);
        steps = std::move(step->m_next);
        ReplyStep &first = *step;
        first.run(std::move(step), Pointer(this));
    }
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
    if (!m_progressListeners)
        m_progressListeners.reset(new ProgressListeners);
    m_progressListeners->all.push_back(
        std::make_shared<const ProgressListener>(std::move(listener)));
}

// Listeners run inside and may do anything, so whoever reports holds this.
void ReplyStateBase::reportProgress(const Progress &progress)
{
    std::vector<std::shared_ptr<const ProgressListener>> listeners;
    Promise *promise = nullptr;
    {
        const QMutexLocker lock(&m_mutex);
        if (m_progressListeners)
            listeners = m_progressListeners->all;
        promise = m_promise.get();
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
    m_promise = std::move(promise);
    if (isSettled())
        m_promise->settle();
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
