// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/channel.h>

#include <websocketrpc/detail/unhandledfailure.h>

#include "channelaccess_p.h"
#include "channelprivate_p.h"
#include "logging_p.h"
#include "startcall_p.h"

#include <QEvent>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Channel
    \inheaderfile websocketrpc/channel.h
    \inmodule WebSocketRpc
    \brief One logical connection between two peers, both of which may expose objects and call.

    A server has a Channel for each of its connections; a Client is a Channel that makes its own
    connection. Both sides may expose() objects, call() the other's methods and notify() it, at any
    moment, also from inside a method that the other side waits for.

    \include calls.qdocinc

    Each call returns a Reply, which settles exactly once: with the result, or with an Error.
    Methods, continuations and signals run from the event loop of the channel's thread, which is the
    one it was made in; it cannot be moved to another. call() and notify() may be used from any
    thread while the channel exists, everything else only in its own. A thread that may outlive the
    channel takes a handle().

    Deleting a channel is safe everywhere, even inside a method, slot or continuation of its own.
    Its pending calls fail with Error::Kind::Closed.
*/

/*! \internal */
Channel::Channel(QObject *parent) : Channel(std::make_unique<ChannelPrivate>(this), parent) { }

/*! \internal */
Channel::Channel(std::unique_ptr<ChannelPrivate> priv, QObject *parent)
    : QObject(parent)
    , d(std::move(priv))
{
}

/*!
    Destroys the channel. A connection that is open ends with close code 1001; pending calls fail
    with Error::Kind::Closed.
*/
Channel::~Channel()
{
    d->endpoint->shutDown();
}

/*!
    Lets the peer call the methods of \a object, as \a options say.

    Callable are the public Q_INVOKABLE methods of the object's class and of its base classes below
    QObject, and with ExposeOptions::publicSlots its public slots; never its signals, and no name
    that begins with \c{_}, \c{rpc.}, \c{$/} or \c{__}. A method whose types cannot be marshalled is
    left out with a warning in the logging category \c websocketrpc.dispatch. There is also a warning
    where nothing of the object can be called, and where an object that was exposed before has the
    same methods: the earlier ones are called.

    The object stays the caller's. It may live in another thread, where its methods are then run,
    and it may be destroyed at any time; its methods are then no longer found.

    \sa unexpose(), HandlerInterface::on()
*/
void Channel::expose(QObject *object, const ExposeOptions &options)
{
    d->endpoint->registry().expose(object, options);
}

/*!
    \overload
    Lets the peer see \a model, a list, a table or a tree, by the name that \a options give it, as a
    RemoteModel or by the methods and the signal that are listed at \l {Models}.

    The peer asks for the rows that it shows, and is told what happens to the model. What it may change is
    said by \a options; by default it may only read.

    The model stays the caller's. It may live in another thread, which it must not leave while it is
    exposed, and it may be destroyed at any time. With a null \a model, or a name that is empty or
    reserved, nothing is exposed, and a warning says so in the logging category
    \c websocketrpc.dispatch.

    \sa unexpose(), {Models}
*/
void Channel::expose(QAbstractItemModel *model, const ModelOptions &options)
{
    d->endpoint->registry().add(makeExposure(model, options));
}

/*!
    Takes back expose() of \a object, which may be a model. Calls of it that are running are still answered.
*/
void Channel::unexpose(QObject *object)
{
    d->endpoint->registry().unexpose(object);
}

/*!
    Returns a handle, with which calls can be made from any thread, also when the channel may be
    gone.
*/
ChannelHandle Channel::handle() const
{
    return ChannelHandle(d->endpoint->origin(), d->endpoint->settings().callOptions);
}

/*!
    Returns a handle whose calls have \a options; what they leave open is as callOptions() say:

    \snippet calls.cpp with
*/
ChannelHandle Channel::with(const CallOptions &options) const
{
    return ChannelHandle(d->endpoint->origin(), options);
}

/*! Returns an empty batch; its calls go out in one message with Batch::send(). */
Batch Channel::batch() const
{
    return Batch(d->endpoint->origin());
}

/*!
    \property WebSocketRpc::Channel::id
    \brief A name of this channel that no other one has; chosen at random.
*/
QString Channel::id() const
{
    return d->id;
}

/*!
    \property WebSocketRpc::Channel::connected
    \brief Whether there is a connection to the peer at this moment.
*/
bool Channel::isConnected() const
{
    return d->endpoint->isOpen();
}

/*!
    Returns how messages are spelled. On a channel of a Server that tells this from the peer's first
    message there is no value before that has come; see Server::setDialect(). dialectChanged() is
    emitted then, before the message is handled.
*/
std::optional<Dialect> Channel::dialect() const
{
    return d->endpoint->opening().dialect();
}

/*!
    Asks the peer for the id() of its end of the channel: the two ends choose theirs without each
    other. Only the dialect FastApi has this; in JSON-RPC 2.0 the call fails, with
    Error::MethodNotFound.
*/
Reply<QString> Channel::fetchPeerId()
{
    return call<QString>("_get_channel_id_");
}

/*!
    Returns what is known of the peer: on a server its address and port, and the path and the
    headers of its handshake request. It is empty where there is no connection.
*/
PeerInfo Channel::peer() const
{
    const std::shared_ptr<const PeerInfo> peer = d->endpoint->peer();
    return peer ? *peer : PeerInfo();
}

/*! Returns counters of this channel. */
ChannelStatistics Channel::statistics() const
{
    return {
        .lateAnswers = d->endpoint->lateAnswers(),
        .pendingCalls = qsizetype(d->endpoint->caller().pending().size()),
        .runningCalls = d->endpoint->runningCalls(),
        .openStreams = d->endpoint->openStreams(),
        .readStreams = d->endpoint->readStreams(),
    };
}

/*!
    Returns the options of calls that are made without options of their own. By default a call times
    out after 60 seconds, is not idempotent, and waits for a connection.
*/
CallOptions Channel::callOptions() const
{
    return d->endpoint->settings().callOptions;
}

/*!
    Sets the options of calls that are made without options of their own to \a options. Without a
    timeout such a call waits for its answer as long as there is a connection.
*/
void Channel::setCallOptions(const CallOptions &options)
{
    d->endpoint->settings().callOptions = options;
}

/*! Returns the limits of this channel. */
Limits Channel::limits() const
{
    return d->endpoint->settings().limits;
}

/*!
    Sets the limits to \a limits. Limits::incomingMessageSize takes full effect with the next
    connection.
*/
void Channel::setLimits(const Limits &limits)
{
    d->endpoint->settings().limits = limits;
}

/*! Returns what the peer is told of this side as a whole if it asks; nothing if it may not ask. */
std::optional<ApiInfo> Channel::apiInfo() const
{
    const auto &info = d->endpoint->settings().apiInfo;
    return info ? std::optional(*info) : std::nullopt;
}

/*!
    Lets the peer ask what is exposed: it then may call \c rpc.discover, which answers with an OpenRPC document
    of the methods, signals and properties that the peer may use, and with \a info. By default the peer may not.
    \sa {OpenRPC}
*/
void Channel::setDiscoverable(const ApiInfo &info)
{
    d->endpoint->settings().apiInfo = std::make_shared<const ApiInfo>(info);
}

/*! Does not let the peer ask what is exposed; \a none is \c std::nullopt. */
void Channel::setDiscoverable([[maybe_unused]] std::nullopt_t none)
{
    d->endpoint->settings().apiInfo = nullptr;
}

/*!
    Returns whether the peer is told the text of exceptions that are not an Error. By default it is not:
    it may hold what is none of the peer's business.
*/
bool Channel::revealsExceptions() const
{
    return d->endpoint->settings().revealsExceptions;
}

/*! Sets whether the peer is told the text of exceptions that are not an Error to \a reveal. */
void Channel::setRevealsExceptions(bool reveal)
{
    d->endpoint->settings().revealsExceptions = reveal;
}

/*! Returns whether messages are understood that are nearly JSON-RPC 2.0. By default they are not. */
bool Channel::isLenient() const
{
    return d->endpoint->settings().lenient;
}

/*!
    Sets whether messages are understood that are nearly JSON-RPC 2.0 to \a lenient. The peer may then
    leave out \c jsonrpc, or name another version. An answer may lack its result, which is null then,
    and may have its id as a string. A request without \c jsonrpc and with the id null is a
    notification, as in JSON-RPC 1.0. What this side sends stays the same.
*/
void Channel::setLenient(bool lenient)
{
    d->endpoint->opening().setLenient(lenient);
}

/*!
    Ends the connection with close code 1000. Pending calls fail with Error::Kind::Closed, also
    those made later; disconnected() comes from the event loop.
*/
void Channel::close()
{
    // Continuations that run here may delete the channel.
    const std::shared_ptr<Endpoint> endpoint = d->endpoint;
    endpoint->close(
        Error(Error::Kind::Closed, u"the channel was closed"_s), {CloseCode::Normal, {}});
}

/*!
    \fn void WebSocketRpc::Channel::connected()
    There is a connection now. A Channel that a Server made is connected from the start and does not
    emit this signal before Server::channelOpened().
*/

/*!
    \fn void WebSocketRpc::Channel::disconnected(const WebSocketRpc::CloseReason &reason)
    The connection has ended, because of \a reason. Comes once for each connection, after its calls
    have failed.
*/

/*!
    \fn void WebSocketRpc::Channel::notificationFailed(const QString &method, const WebSocketRpc::Error &error)
    A notification of the peer had no effect, because of \a error: there is no \a method of that name,
    its arguments do not fit, or it failed. The peer is not told, since notifications have no answer.
    Comes once for each such notification, from the event loop.
*/

/*!
    \fn void WebSocketRpc::Channel::callFailed(const QString &method, const WebSocketRpc::Error &error)
    A call of \a method, of whose name this is the first part where it is long, has failed with
    \a error, and nothing in the program can still handle that: its Reply and all that was chained to
    it are gone, and no \c onFailed() or \c then() that takes a Reply has seen the error. A warning is
    written as well, at a limited rate. It does not come for calls that the program has cancelled or
    whose channel it has closed, nor for a call whose Reply became a QFuture. The signal comes from the
    event loop.
*/

/*!
    \internal
    Writes the warning and emits Channel::callFailed(), from the event loop.
*/
void Detail::reportUnhandledFailure(Channel &channel, const QString &method, const Error &error)
{
    ChannelAccess::endpoint(channel)->origin()->tellOfFailure(method.toUtf8(), error);
}

/*! \reimp */
bool Channel::event(QEvent *event)
{
    if (event->type() == QEvent::ThreadChange)
        qCWarning(lcChannel)
            << "a channel cannot be moved to another thread; make it in the thread "
               "that it is to live in";
    return QObject::event(event);
}

Detail::CallHandle Channel::startCall(
    const Detail::CallRequest &request, Detail::ResultPromise promise)
{
    return WebSocketRpc::startCall(
        d->endpoint->origin(), request, d->endpoint->settings().callOptions, std::move(promise));
}

void Channel::startNotification(const Detail::CallRequest &request)
{
    WebSocketRpc::startNotification(
        d->endpoint->origin(), request, d->endpoint->settings().callOptions);
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_channel.cpp"
