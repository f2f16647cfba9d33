// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/failure.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qmetatype.h>
#include <QtCore/qmutex.h>
#include <QtCore/qshareddata.h>

#include <atomic>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace WebSocketRpc {
struct Progress;
}

namespace WebSocketRpc::Detail {

class ReplyStateBase;

// What is to happen when a state is settled.
class WEBSOCKETRPC_EXPORT ReplyStep
{
public:
    ReplyStep() = default;
    virtual ~ReplyStep();
    Q_DISABLE_COPY_MOVE(ReplyStep)

    // Runs in the thread where the state is settled; whoever wants to go on later keeps `self`.
    virtual void run(std::unique_ptr<ReplyStep> self,
        const QExplicitlySharedDataPointer<ReplyStateBase> &settled) = 0;

private:
    friend class ReplyStateBase;
    std::unique_ptr<ReplyStep> m_next;
};

// The state of a call, or of a stage in the chain behind it: pending at first, then a result or a
// failure for good. Thread-safe. This base class does not depend on the type of the result.
class WEBSOCKETRPC_EXPORT ReplyStateBase : public QSharedData
{
public:
    using Pointer = QExplicitlySharedDataPointer<ReplyStateBase>;

    virtual ~ReplyStateBase();

    // Which method was called, for those who read of its failure; the first part of a long name.
    void setMethod(QAnyStringView name);
    [[nodiscard]] QByteArray method() const { return {m_method, m_methodSize}; }

    [[nodiscard]] virtual QMetaType type() const = 0;
    [[nodiscard]] bool isSettled() const { return outcome() != Outcome::Pending; }
    // Failed, or a QFuture of this was cancelled by QFuture::cancel(), which tells nobody.
    [[nodiscard]] bool isCancelled() const;
    // Only when it is settled; null if it has succeeded.
    [[nodiscard]] const Failure::Pointer &failure() const { return m_failure; }

    // Continuations run inside and may drop this, so the caller keeps a reference.
    void succeed(); // with the value that stands here already
    void succeed(void *value); // of type(), which is moved from
    void fail(Failure::Pointer failure);

    // Runs the step when this is settled, at once if it is settled already. What was given first
    // runs first, and is gone before the next one runs.
    void whenSettled(std::unique_ptr<ReplyStep> step);

    // The function runs in the thread that reports the progress, and no longer once this is
    // settled.
    using ProgressListener = std::function<void(const Progress &progress)>;
    void addProgressListener(ProgressListener listener);
    void reportProgress(const Progress &progress);
    // Whether a QFuture of this was made, which anybody may watch.
    [[nodiscard]] bool hasPromise() const;

    // A QFuture costs several times as much as the call itself, so there is one only if somebody asks
    // for it.
    struct Promise
    {
        virtual ~Promise() = default;
        virtual void settle() = 0;
        virtual void reportProgress(const Progress &progress) = 0;
        [[nodiscard]] virtual bool isCancelled() const = 0;
    };

protected:
    enum class Outcome : quint8 { Pending, Succeeded, Failed };

    ReplyStateBase() = default;

    [[nodiscard]] Outcome outcome() const { return m_outcome.load(std::memory_order_acquire); }

    // Made at the first call, by `make`, and told at once if this is settled.
    template<typename Make>
    [[nodiscard]] Promise &promise(Make make)
    {
        const QMutexLocker lock(&m_mutex);
        std::unique_ptr<Promise> &promise = watchers().promise;
        if (!promise)
            keepPromise(make());
        return *promise;
    }

private:
    // Who wants to know more than the end. Few calls have such watchers, but every call is settled
    // and destroyed, so they stay behind one pointer.
    struct Watchers
    {
        std::vector<std::shared_ptr<const ProgressListener>> listeners;
        std::unique_ptr<Promise> promise; // for good, once it is there
    };
    struct DeleteWatchers
    {
        void operator()(Watchers *watchers) const;
    };

    [[nodiscard]] Watchers &watchers(); // with the mutex
    void settleWatchers(Promise *promise);
    void keepPromise(std::unique_ptr<Promise> promise);
    virtual void store(void *value) = 0;
    void settle(Outcome outcome);

    std::atomic<Outcome> m_outcome = Outcome::Pending; // changes with the mutex
    quint8 m_methodSize = 0;
    char m_method[39];
    Failure::Pointer m_failure;
    mutable QMutex m_mutex;
    std::unique_ptr<ReplyStep> m_steps; // with the mutex
    std::unique_ptr<Watchers, DeleteWatchers> m_watchers; // with the mutex; likewise for good
};

} // namespace WebSocketRpc::Detail
