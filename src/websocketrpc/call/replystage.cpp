// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/replystage.h>

#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/error.h>

#include <QtCore/qthreadpool.h>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

ReplyPlace::ReplyPlace(QThreadPool *pool) : m_pool(pool) { }

ReplyPlace::ReplyPlace(QObject *context)
    : m_context(context)
    , m_mailbox(Mailbox::of(context->thread()))
{
}

ReplyStage::ReplyStage(const ReplyPlace &place, Takes takes, ReplyStateBase *next)
    : m_place(place)
    , m_takes(takes)
    , m_next(next)
{
}

ReplyStage::~ReplyStage()
{
    if (!m_next)
        return;
    // Those who wanted to know of the failure are gone.
    if (m_settled && m_settled->failure())
        m_settled->failure()->setHandled();
    m_next->fail(failureFrom(std::make_exception_ptr(
        Error(Error::Kind::Cancelled, u"the call or its context object is gone"_s))));
}

void ReplyStage::run(std::unique_ptr<ReplyStep> self, const ReplyStateBase::Pointer &settled)
{
    m_settled = settled;
    std::unique_ptr<ReplyStage> stage(static_cast<ReplyStage *>(self.release()));
    if (m_place.m_mailbox) {
        runInContext(std::move(stage));
    } else if (m_place.m_pool) {
        m_place.m_pool->start(
            [shared = std::shared_ptr<ReplyStage>(std::move(stage))] { shared->runHere(); });
    } else {
        runHere();
    }
}

void ReplyStage::runInContext(std::unique_ptr<ReplyStage> stage)
{
    ReplyPlace &place = stage->m_place;
    if (place.m_mailbox->isCurrent()) {
        if (!place.m_context)
            return;
        if (place.m_context->thread() == QThread::currentThread())
            return stage->runHere();
        place.m_mailbox = Mailbox::of(place.m_context->thread()); // it was moved meanwhile
    }
    const std::shared_ptr<Mailbox> mailbox = place.m_mailbox;
    mailbox->post([posted = std::move(stage)]() mutable { runInContext(std::move(posted)); });
}

void ReplyStage::runHere()
{
    const ReplyStateBase::Pointer next = std::exchange(m_next, {});
    if (const Failure::Pointer failure = m_settled->failure()) {
        if (m_takes == Takes::Result)
            return next->fail(failure);
        failure->setHandled();
    }
    try {
        invoke(*m_settled, *next);
    } catch (...) {
        return next->fail(failureFrom(std::current_exception()));
    }
    next->succeed();
}

Failure::Pointer ReplyStage::failureFrom(std::exception_ptr exception) const
{
    if (m_settled && m_settled->failure())
        return m_settled->failure()->followedBy(std::move(exception));
    return Failure::Pointer(new Failure(std::move(exception)));
}

} // namespace WebSocketRpc::Detail
