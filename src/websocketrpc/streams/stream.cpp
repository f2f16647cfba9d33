// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/stream.h>

#include "streamreading_p.h"

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

Error isCancelled()
{
    return Error(Error::Kind::Cancelled, u"the stream was cancelled"_s);
}

Error isReadAlready()
{
    return Error(Error::Kind::InvalidCall, u"somebody reads the stream already"_s);
}

std::shared_ptr<StreamState> stateOf(const StreamHandle &stream)
{
    if (stream.state())
        return stream.state();
    return std::make_shared<StreamState>(stream.type(), nullptr);
}

void fail(ReplyStateBase *reply, const Error &error)
{
    if (reply)
        reply->fail(Failure::Pointer(new Failure(std::make_exception_ptr(error))));
}

// Of a reply that is settled by the event loop of a thread, for those who wait for it or cancel it.
// It does not keep the stream.
template<typename F>
CallHandle handle(
    const std::shared_ptr<Mailbox> &mailbox, const std::shared_ptr<StreamState> &stream, F cancel)
{
    const auto cancelAlive = [weak = std::weak_ptr(stream), cancel] {
        if (const auto alive = weak.lock())
            cancel(*alive);
    };
    return CallHandle(
        std::make_shared<const CallOrigin>(CallOrigin{.mailbox = mailbox, .cancel = cancelAlive}),
        0);
}

} // namespace

StreamBase::StreamBase(const StreamType &type, std::unique_ptr<StreamSource> source)
    : StreamHandle(type)
{
    setState(std::make_shared<StreamState>(type, std::move(source)));
}

void StreamBase::cancel() const
{
    if (state())
        state()->cancel(isCancelled());
}

void StreamBase::setReadAhead(const ReadAhead &readAhead) const
{
    if (state())
        state()->setReadAhead(readAhead);
}

ReadAhead StreamBase::readAhead() const
{
    return state() ? state()->readAhead() : ReadAhead();
}

CallHandle StreamBase::read(
    QObject *context, std::unique_ptr<StreamConsumer> consumer, ReplyStateBase *reply) const
{
    const std::shared_ptr<StreamState> state = stateOf(*this);
    if (!state->claim()) {
        consumer->finish(std::make_exception_ptr(isReadAlready()));
        fail(reply, isReadAlready());
        return {};
    }
    const auto reading =
        std::make_shared<StreamReading>(state, context, std::move(consumer), reply);
    reading->start();
    return handle(reading->place(), state, [](StreamState &alive) { alive.cancel(isCancelled()); });
}

CallHandle StreamBase::readNext(qsizetype most, ReplyStateBase *reply,
    void (*settle)(ReplyStateBase &reply, StreamBatch &values)) const
{
    const std::shared_ptr<StreamState> state = stateOf(*this);
    if (state->isClaimed()) {
        fail(reply, isReadAlready());
        return {};
    }
    // The stream lives until it has answered, even if all its copies go.
    const quint64 request = state->request(std::max(most, qsizetype(1)),
        [state, settle, held = ReplyStateBase::Pointer(reply)](StreamPortion portion) {
            if (portion.values.isEmpty() && portion.failure)
                held->fail(Failure::Pointer(new Failure(portion.failure)));
            else
                settle(*held, portion.values);
        });
    return handle(state->home(), state, [request](StreamState &alive) { alive.withdraw(request); });
}

} // namespace WebSocketRpc::Detail
