// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/replystatebase.h>

#include <QtCore/qpointer.h>

QT_FORWARD_DECLARE_CLASS(QThreadPool)

namespace WebSocketRpc::Detail {

class Mailbox;

// Where a continuation runs: in the thread that settles the state before it, in a pool, or in the
// thread of an object while the object lives.
class WEBSOCKETRPC_EXPORT ReplyPlace
{
public:
    ReplyPlace() = default;
    explicit ReplyPlace(QThreadPool *pool);
    explicit ReplyPlace(QObject *context);

private:
    friend class ReplyStage;

    QThreadPool *m_pool = nullptr;
    QPointer<QObject> m_context;
    std::shared_ptr<Mailbox> m_mailbox; // of the context's thread
};

// One stage of a chain: a function that runs when the state before it is settled. What it returns or
// throws settles the next state. If the function never runs because its context object is gone, the
// next state fails instead of hanging.
class WEBSOCKETRPC_EXPORT ReplyStage : public ReplyStep
{
public:
    enum class Takes { Result, Anything }; // or is passed over by a failure

    ReplyStage(const ReplyPlace &place, Takes takes, ReplyStateBase *next);
    ~ReplyStage() override;

    void run(std::unique_ptr<ReplyStep> self, const ReplyStateBase::Pointer &settled) override;

private:
    // Stores a value in the next state, or throws.
    virtual void invoke(ReplyStateBase &settled, ReplyStateBase &next) = 0;

    static void runInContext(std::unique_ptr<ReplyStage> stage);
    void runHere();
    [[nodiscard]] Failure::Pointer failureFrom(std::exception_ptr exception) const;

    ReplyPlace m_place;
    const Takes m_takes;
    ReplyStateBase::Pointer m_settled;
    ReplyStateBase::Pointer m_next; // until it is settled
};

} // namespace WebSocketRpc::Detail
