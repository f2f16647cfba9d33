// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/replybase.h>

#include "localeventloop_p.h"
#include "logging_p.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/error.h>
#include <websocketrpc/progress.h>

#include <QtCore/qsemaphore.h>
#include <QtCore/qthread.h>

#include <functional>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

class WakeUp final : public ReplyStep
{
public:
    explicit WakeUp(std::function<void()> wake) : m_wake(std::move(wake)) { }

    void run(std::unique_ptr<ReplyStep>, const ReplyStateBase::Pointer &) override { m_wake(); }

private:
    const std::function<void()> m_wake;
};

// Lets go of a connection to an object that may live much longer.
class Disconnect final : public ReplyStep
{
public:
    explicit Disconnect(QMetaObject::Connection connection)
        : m_connection(std::move(connection)) { }

    void run(std::unique_ptr<ReplyStep>, const ReplyStateBase::Pointer &) override
    {
        QObject::disconnect(m_connection);
    }

private:
    const QMetaObject::Connection m_connection;
};

// Runs in the thread of the context while the context lives and the call is not settled.
void tell(const ReplyStateBase::Pointer &state, const QPointer<QObject> &context,
    const std::function<void(const Progress &)> &function, const Progress &progress)
{
    if (context && !state->isSettled())
        function(progress);
}

} // namespace

bool ReplyBase::isCanceled() const
{
    const bool isCancelled = !m_state || m_state->isCancelled();
    if (isCancelled && m_state && m_state->isSettled() && m_state->failure())
        m_state->failure()->setHandled();
    return isCancelled;
}

ReplyStateBase::Pointer ReplyBase::settledState() const
{
    const ReplyStateBase::Pointer state = m_state; // what runs meanwhile may let go of this
    if (!state)
        throw Error(Error::Kind::Cancelled, u"there is no call"_s);
    if (!state->isSettled())
        wait();
    if (const Failure::Pointer failure = state->failure()) {
        failure->setHandled();
        std::rethrow_exception(failure->reason());
    }
    return state;
}

void ReplyBase::whenSettled(ReplyStage *stage) const
{
    std::unique_ptr<ReplyStage> owned(stage); // which fails what comes next if there is no state
    if (m_state)
        m_state->whenSettled(std::move(owned));
}

void ReplyBase::onProgress(QObject *context, std::function<void(const Progress &)> function) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "onProgress() needs a context object");
    if (!m_state || m_state->isSettled() || !context)
        return;
    if (m_state->method().isEmpty())
        qCWarning(
            lcChannel, "onProgress() has no effect behind then() or onFailed(): put it first");
    // The state owns the listener, so the listener must not keep the state alive.
    m_state->addProgressListener([state = m_state.data(), alive = QPointer<QObject>(context),
                                     mailbox = Mailbox::of(context->thread()),
                                     function = std::move(function)](const Progress &progress) {
        const ReplyStateBase::Pointer held(state);
        if (mailbox->isCurrent())
            return tell(held, alive, function, progress);
        mailbox->post([held, alive, function, progress] { tell(held, alive, function, progress); });
    });
    m_call.requestProgress();
}

void ReplyBase::cancelWith(QObject *context) const
{
    Q_ASSERT_X(context, "WebSocketRpc", "cancelWith() needs an object");
    if (!m_state || m_state->isSettled() || !context)
        return;
    m_state->whenSettled(std::make_unique<Disconnect>(
        QObject::connect(context, &QObject::destroyed, [call = m_call] { call.cancel(); })));
}

void ReplyBase::cancelWith(const CallContext &context) const
{
    if (m_state && !m_state->isSettled())
        context.onCancelled([call = m_call] { call.cancel(); });
}

// The answer, or a continuation that it depends on, may have to come through this thread's event
// loop, which must not stand still then.
void ReplyBase::wait() const
{
    if (!m_call.belongsToThisThread() && QThread::currentThread()->loopLevel() == 0) {
        const auto isSettled = std::make_shared<QSemaphore>();
        m_state->whenSettled(std::make_unique<WakeUp>([isSettled] { isSettled->release(); }));
        return isSettled->acquire();
    }
    const auto loop = std::make_shared<LocalEventLoop>();
    m_state->whenSettled(std::make_unique<WakeUp>([loop] { loop->end(); }));
    if (!loop->run())
        throw Error(Error::Kind::Cancelled,
            u"the event loop was ended while a call was waited for"_s, true);
}

} // namespace WebSocketRpc::Detail
