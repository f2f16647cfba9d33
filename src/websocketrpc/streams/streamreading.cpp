// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamreading_p.h"

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

Error contextIsGone()
{
    return Error(Error::Kind::Cancelled, u"the context object that read the stream is gone"_s);
}

} // namespace

StreamReading::StreamReading(std::shared_ptr<StreamState> stream, QObject *context,
    std::unique_ptr<StreamConsumer> consumer, ReplyStateBase *reply)
    : m_stream(std::move(stream))
    , m_hasContext(context)
    , m_context(context)
    , m_place(context ? Mailbox::of(context->thread()) : m_stream->home())
    , m_consumer(std::move(consumer))
    , m_reply(reply)
{
}

StreamReading::~StreamReading()
{
    if (m_consumer) { // its thread has ended
        m_stream->cancel(contextIsGone());
        finish(std::make_exception_ptr(contextIsGone()));
    }
}

void StreamReading::start()
{
    if (m_context) {
        m_contextDies =
            QObject::connect(m_context, &QObject::destroyed, [stream = std::weak_ptr(m_stream)] {
                if (const auto alive = stream.lock())
                    alive->cancel(contextIsGone());
            });
    }
    m_place->post([self = shared_from_this()] {
        self->m_consumer->start(self);
        self->request();
    });
}

bool StreamReading::goesOn() const
{
    return !m_stream->isCancelled() && (m_context || !m_hasContext);
}

void StreamReading::resume()
{
    m_isPaused = false;
    if (const auto self = std::exchange(m_pausing, {}))
        request();
}

void StreamReading::cancel()
{
    m_stream->cancel(Error(Error::Kind::Cancelled, u"the stream was cancelled"_s));
    resume(); // to hear of it
}

void StreamReading::request()
{
    m_stream->request(m_stream->readAhead().values,
        [self = shared_from_this()](StreamPortion portion) { self->deliver(std::move(portion)); });
}

bool StreamReading::isInPlace()
{
    if (!m_place->isCurrent())
        return false;
    if (!m_context || m_context->thread() == QThread::currentThread())
        return true;
    m_place = Mailbox::of(m_context->thread()); // it was moved meanwhile
    return false;
}

void StreamReading::deliver(StreamPortion portion)
{
    if (isInPlace())
        return take(portion);
    m_place->post([self = shared_from_this(), portion = std::move(portion)]() mutable {
        self->deliver(std::move(portion));
    });
}

void StreamReading::take(StreamPortion &portion)
{
    const auto self = shared_from_this();
    std::exception_ptr failure = portion.failure;
    try {
        if (goesOn() && !portion.values.isEmpty())
            m_consumer->consume(portion.values, *this);
        if (m_hasContext && !m_context)
            throw contextIsGone();
    } catch (...) {
        failure = std::current_exception();
        portion.isLast = true;
        m_stream->cancel(Error(Error::Kind::Cancelled, u"whoever read the stream has failed"_s));
    }
    if (portion.isLast)
        finish(failure);
    else if (!m_isPaused)
        request();
    else
        m_pausing = self;
}

void StreamReading::finish(const std::exception_ptr &failure)
{
    QObject::disconnect(m_contextDies);
    const std::unique_ptr<StreamConsumer> consumer = std::move(m_consumer);
    const ReplyStateBase::Pointer reply = std::exchange(m_reply, {});
    consumer->finish(failure);
    if (!reply)
        return;
    if (failure)
        reply->fail(Failure::Pointer(new Failure(failure)));
    else
        reply->succeed(consumer->result());
}

} // namespace WebSocketRpc::Detail
