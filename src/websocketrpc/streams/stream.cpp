// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/stream.h>

#include "streamreading_p.h"

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::ReadAhead
    \inheaderfile websocketrpc/readahead.h
    \inmodule WebSocketRpc
    \brief How much of a Stream is made before it is asked for.

    Set it with Stream::setReadAhead(). Both bounds hold at once; the defaults suit small values.
*/

/*!
    \variable WebSocketRpc::ReadAhead::values
    The number of values, 1024 by default and at least 1.
*/

/*!
    \variable WebSocketRpc::ReadAhead::bytes
    The size of the values' JSON, 64 KiB by default. One value may be larger.
*/

/*!
    \class WebSocketRpc::Stream
    \inheaderfile websocketrpc/stream.h
    \inmodule WebSocketRpc
    \brief Values that come one after the other, and are made no faster than they are read.

    A stream is made from a generator, which is a function that returns a Stream and has \c co_yield in
    it, from a range, a function, a StreamWriter or a QFuture with several results.

    It is read once: by each(), eachBatch(), toList(), as a QFuture, or value by value with next().
    Nothing is made before, and no more than ReadAhead says while it is read.

    A Stream is a handle. Copies share the values; when the last copy goes and nobody reads, or cancel()
    is called, whatever makes the values is destroyed: the variables of a generator, the range, the
    function, and a QFuture is cancelled. That happens in the thread where the stream was made, in whose event loop
    the values are made, too. All functions are thread-safe.

    What a generator or a function throws, what a StreamWriter fails with and the exception of a
    QFuture end the stream after the values before; the reader's Reply fails with it.
*/

/*!
    \fn template<typename T> WebSocketRpc::Stream<T>::Stream()
    Makes a stream without values, which ends at once.
*/

/*!
    \fn template<typename T> template<typename R> WebSocketRpc::Stream<T> WebSocketRpc::Stream<T>::from(R range)
    Returns a stream of the elements of \a range: a container, or anything that \c std::begin() and
    \c std::end() take. It is copied or moved into the stream, and what it refers to must outlive the
    stream.
*/

/*!
    \fn template<typename T> WebSocketRpc::Stream<T> WebSocketRpc::Stream<T>::from(std::initializer_list<T> values)
    \overload
*/

/*!
    \fn template<typename T> WebSocketRpc::Stream<T> WebSocketRpc::Stream<T>::from(const QFuture<T> &results)
    Returns a stream of \a results as they come. The future is suspended while ReadAhead::values of
    them wait to be read, so its maker should call QPromise::suspendIfRequested(), and it is cancelled
    when nobody reads the stream any more. A QFuture keeps its results as long as it exists.
*/

/*!
    \fn template<typename T> template<typename F> WebSocketRpc::Stream<T> WebSocketRpc::Stream<T>::generate(F &&function)
    Returns a stream of what \a function returns, a \c {std::optional<T>}, until that is empty.
*/

/*!
    \fn template<typename T> template<typename F> WebSocketRpc::Reply<void> WebSocketRpc::Stream<T>::each(QObject *context, F &&function) const
    Calls \a function with each value in the thread of \a context. The reply settles at the end of the
    stream. What \a function throws ends the stream and fails the reply, and so does the end of
    \a context.
*/

/*!
    \fn template<typename T> template<typename F> WebSocketRpc::Reply<void> WebSocketRpc::Stream<T>::eachBatch(QObject *context, F &&function) const
    As each(), but calls \a function with a QList of the values that are there, as a model wants them.
*/

/*!
    \fn template<typename T> WebSocketRpc::Reply<std::optional<T>> WebSocketRpc::Stream<T>::next() const
    Returns the next value, and nothing at the end of the stream. What follows may be read in any way.
*/

/*!
    \fn template<typename T> WebSocketRpc::Reply<QList<T>> WebSocketRpc::Stream<T>::next(qsizetype most) const
    \overload
    Returns the next values, at most \a most, as soon as there is one; an empty list at the end of the
    stream. This is how a model fetches more rows when a view scrolls.
*/

/*!
    \fn template<typename T> WebSocketRpc::Reply<QList<T>> WebSocketRpc::Stream<T>::toList() const
    Returns all values.
*/

/*!
    \fn template<typename T> QFuture<T> WebSocketRpc::Stream<T>::future() const
    Returns a QFuture with the values as its results. QFuture::suspend() stops reading and
    QFuture::cancel() ends the stream. A QFuture keeps all its results, so this is for streams whose
    values find room in memory.
*/

/*!
    \fn template<typename T> WebSocketRpc::Stream<T>::operator QFuture<T>() const
    Returns future().
*/

/*!
    \fn template<typename T> void WebSocketRpc::Stream<T>::cancel() const
    Ends the stream. Whoever reads it fails with Error::Kind::Cancelled.
*/

/*!
    \fn template<typename T> void WebSocketRpc::Stream<T>::setReadAhead(const WebSocketRpc::ReadAhead &readAhead) const
    Sets how much is made before it is asked for to \a readAhead. The reader of a stream that comes
    from the peer sets how much it buffers, and the maker how much it prepares.
*/

/*!
    \fn template<typename T> WebSocketRpc::ReadAhead WebSocketRpc::Stream<T>::readAhead() const
    Returns what setReadAhead() has set.
*/

namespace {

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

// For those who wait for a reply that is settled by the event loop of a thread.
CallHandle handleIn(const std::shared_ptr<Mailbox> &mailbox)
{
    return CallHandle(std::make_shared<const CallOrigin>(CallOrigin{mailbox}), 0);
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
        state()->cancel(Error(Error::Kind::Cancelled, u"the stream was cancelled"_s));
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
    std::shared_ptr<StreamState> state = stateOf(*this);
    if (!state->claim()) {
        consumer->finish(std::make_exception_ptr(isReadAlready()));
        fail(reply, isReadAlready());
        return {};
    }
    const auto reading =
        std::make_shared<StreamReading>(std::move(state), context, std::move(consumer), reply);
    reading->start();
    return handleIn(reading->place());
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
    state->request(std::max(most, qsizetype(1)),
        [state, settle, held = ReplyStateBase::Pointer(reply)](StreamPortion portion) {
            if (portion.values.isEmpty() && portion.failure)
                held->fail(Failure::Pointer(new Failure(portion.failure)));
            else
                settle(*held, portion.values);
        });
    return handleIn(state->home());
}

} // namespace WebSocketRpc::Detail
