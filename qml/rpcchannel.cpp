// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcchannel.h"

#include "rpccallcontext.h"
#include "script.h"
#include "scriptvalues.h"

#include <websocketrpc/detail/unhandledfailure.h>

#include <QtCore/qthread.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

constexpr char backReference[] = "websocketrpc_qmlChannel"; // a property of a Channel

} // namespace

/*!
    \qmltype RpcChannel
    \inqmlmodule WebSocketRpc
    \brief One connection, over which the peer is called.

    An RpcClient is an RpcChannel, and an RpcServer has one for each of its clients.
*/

/*! Makes an RpcChannel for \a channel, which it does not own, as a child of \a parent. */
RpcChannel::RpcChannel(Channel *channel, QObject *parent)
    : QObject(parent)
    , m_channel(channel)
    , m_handlers(this)
{
    channel->setProperty(backReference, QVariant::fromValue<QObject *>(this));
    connect(channel, &Channel::connectedChanged, this, &RpcChannel::connectedChanged);
    connect(channel, &Channel::notificationFailed, this,
        [this](const QString &method, const Error &error) {
            Q_EMIT notificationFailed(method, scriptError(error));
        });
    connect(channel, &Channel::callFailed, this, [this](const QString &method, const Error &error) {
        Q_EMIT callFailed(method, scriptError(error));
    });
}

RpcChannel::~RpcChannel()
{
    if (m_channel)
        m_channel->setProperty(backReference, QVariant());
}

RpcChannel *RpcChannel::of(const Channel *channel)
{
    if (!channel
        || channel->thread() != QThread::currentThread()) // another's, who may change it now
        return nullptr;
    return qobject_cast<RpcChannel *>(channel->property(backReference).value<QObject *>());
}

/*!
    \qmlproperty bool RpcChannel::connected
    \readonly
    Whether there is a connection now.
*/
bool RpcChannel::isConnected() const
{
    return m_channel && m_channel->isConnected();
}

/*!
    \qmlproperty var RpcChannel::other
    \readonly

    The peer. Call its methods as if they were functions of this object. A single object passes the
    arguments by name; otherwise they are passed by position. The functions return the promise of
    call().

    \badcode
    rpc.other.concat({a: "hello", b: " world"}).then(text => label.text = text)
    rpc.other.add(1, 2)
    \endcode

    A name may contain dots, as in \c {rpc.other.Player.PlayPause()} or
    \c {rpc.other["Player.PlayPause"]()}.

    \c then, \c toJSON, symbols and names that begin with an underscore are undefined. Names that
    every object or function has, such as \c toString or \c name, keep their usual meaning. To call
    methods with such names use call().
*/
QJSValue RpcChannel::other()
{
    return peer() ? peer()->other() : QJSValue();
}

/*!
    \qmlmethod var RpcChannel::call(string method, var params, var options)

    Calls \a method of the peer and returns a Promise of its result. \a params is an array of
    arguments by position, an object of arguments by name, or nothing. If the call fails, the
    promise is rejected with an Error object that has \c code, \c message, \c data, \c kind (the
    name of a value of WebSocketRpc::Error::Kind) and \c mayHaveExecuted.

    The promise, and each promise that its \c then() and \c catch() return, has the function
    \c cancel(). It cancels the call if that is still running; the promise is then rejected with the
    kind \c Cancelled. If nothing handles a rejected promise, the channel writes a warning and emits
    callFailed(). If a function that handles the answer throws, and nothing handles that, the channel
    only writes a warning, because the call has succeeded.

    A Date is sent as a string in ISO 8601 format, an ArrayBuffer as base64; undefined members are
    left out. \a options is an object with any of these:

    \table
        \header \li option \li meaning
        \row \li timeout \li How long to wait for the answer, in milliseconds; at most 2^31 - 1,
            which is 24 days.
        \row \li idempotent \li The call may be sent again if the connection is lost.
        \row \li waitForConnection \li By default true; if false, the call fails at once if there is no
            connection.
        \row \li dates, bytes, bigIntegers \li Which values of the result are converted; replaces
            \l conversions.
        \row \li progress \li A function that gets the progress of the call, an rpcProgress with
            \c value, \c minimum, \c maximum and \c text. It is called at most once in each turn of
            the peer's event loop, and never after the answer.
        \row \li context \li A QtObject. When it is destroyed, the call is cancelled, and the promise is
            never settled.
    \endtable

    The promises of a destroyed channel are never settled.
*/
QJSValue RpcChannel::call(const QString &method, const QJSValue &params, const QJSValue &options)
{
    return peer() ? peer()->call(method, params, options) : QJSValue();
}

/*!
    \qmlmethod void RpcChannel::notify(string method, var params)
    Calls \a method of the peer with \a params, as call() does, but without an answer.
*/
void RpcChannel::notify(const QString &method, const QJSValue &params)
{
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments))
        qmlWarning(this) << error->message();
    else if (m_channel)
        m_channel->notify(method, std::get<Arguments>(arguments));
}

/*!
    \qmlmethod void RpcChannel::on(string method, function function, QtObject context)

    Lets \a function handle the peer's calls and notifications of \a method. The name may contain
    dots. Arguments by position become the arguments of the function; arguments by name are passed
    as one object.

    \snippet qml/Pushing.qml on

    The result of the call is the value that the function returns, or that its promise is resolved
    with; if the function throws, the call fails. If \a context is given, the handler is removed
    when that object is destroyed. A second function for the same name and context replaces the
    first.
*/
void RpcChannel::on(const QString &method, const QJSValue &function, QObject *context)
{
    m_handlers.on(m_channel, method, function, context);
}

/*!
    \qmlmethod void RpcChannel::onAny(function function, QtObject context)

    Lets \a function handle whatever nothing else does. It gets the name of the method and the
    params, which are an array or an object. If it returns nothing, the peer gets the error that
    there is no such method, so the function may handle only some names. If \a context is given, the
    handler is removed when that object is destroyed.
*/
void RpcChannel::onAny(const QJSValue &function, QObject *context)
{
    m_handlers.onAny(m_channel, function, context);
}

/*!
    \qmlmethod void RpcChannel::off(string method, QtObject context)
    Removes the handlers of \a method that on() has set for \a context, or for any context if that
    is not given.
*/
void RpcChannel::off(const QString &method, QObject *context)
{
    if (m_channel)
        m_channel->off(method, context);
}

/*!
    \qmlmethod void RpcChannel::offAny(QtObject context)
    Removes the handlers that onAny() has set for \a context, or for any context if that is not
    given.
*/
void RpcChannel::offAny(QObject *context)
{
    if (m_channel)
        m_channel->offAny(context);
}

/*!
    \qmlmethod RpcCallContext RpcChannel::currentCall()

    Returns the call that the function which runs now answers; null if it was not called by the peer.
    Such a function can tell its progress, and see that the call is cancelled. This function knows the
    call until the other one returns, so keep the object for what the function does later.

    \snippet qml/LongCalls.qml serve
*/
RpcCallContext *RpcChannel::currentCall() const
{
    Script *const script = Script::of(this);
    return script ? script->newCallContext() : nullptr;
}

/*!
    \qmlproperty var RpcChannel::handlers

    Handlers as a declaration, by the names of their methods; see on(). For a nested object, the
    names of its members, or of its functions if it is a QtObject, are prefixed with the name of the
    object and a dot.

    \snippet qml/Pushing.qml handlers
*/
void RpcChannel::setHandlers(const QJSValue &handlers)
{
    m_handlers.setMap(m_channel, handlers);
    Q_EMIT handlersChanged();
}

Reply<QVariant> RpcChannel::send(
    const QString &method, const Arguments &arguments, const CallOptions &options)
{
    if (m_channel)
        return m_channel->with(options).call<QVariant>(method, arguments);
    const Detail::ReplyState<QVariant>::Pointer state(new Detail::ReplyState<QVariant>);
    Detail::ResultPromise(state).fail(channelIsGone());
    return Reply<QVariant>(state);
}

/*!
    \qmlpropertygroup RpcChannel::conversions
    \qmlproperty var RpcChannel::conversions.dates
    \qmlproperty var RpcChannel::conversions.bytes
    \qmlproperty var RpcChannel::conversions.bigIntegers

    Which values are converted to types that JSON or JavaScript numbers do not have, in the results
    of calls and in the arguments of functions that the peer calls: \c true for all of them, or a
    list of names of members and parameters. By default none are.

    \table
        \header \li property \li meaning
        \row \li dates \li Strings in ISO 8601 format become a Date.
        \row \li bytes \li Strings in base64 become an ArrayBuffer.
        \row \li bigIntegers \li Integers beyond 2^53, which JavaScript numbers cannot represent
            exactly, become a string. Otherwise they are rounded, with a warning the first time.
    \endtable
*/

/*!
    \qmlproperty bool RpcChannel::lenient
    Whether messages that are not quite JSON-RPC 2.0 are accepted, such as answers without
    \c jsonrpc or without a result; by default false. See WebSocketRpc::Channel::setLenient() for
    the details.
*/
bool RpcChannel::isLenient() const
{
    return m_channel && m_channel->isLenient();
}

void RpcChannel::setLenient(bool lenient)
{
    if (!m_channel || lenient == m_channel->isLenient())
        return;
    m_channel->setLenient(lenient);
    Q_EMIT lenientChanged();
}

/*!
    \qmlsignal RpcChannel::notificationFailed(string method, var error)
    This signal is emitted when a notification from the peer had no effect because of \a error:
    there is no \a method of that name, the arguments do not fit, or the method failed. The peer
    does not hear of it. A warning is written as well, at a limited rate.
*/

/*!
    \qmlsignal RpcChannel::callFailed(string method, var error)
    This signal is emitted when a call of \a method has failed with \a error and nothing handles the
    failure: its promise has neither a \c catch() nor a second function in \c then(), or nothing is
    bound to the \c error of its RpcCall. A warning is written as well, at a limited rate. Calls
    that were cancelled, or whose channel was closed, do not count.
*/
void RpcChannel::reportFailure(const QString &method, const Error &error)
{
    if (m_channel)
        Detail::reportUnhandledFailure(*m_channel, method, error);
}

void RpcChannel::reportThrown(const QString &method, const Error &error)
{
    qmlWarning(this) << u"the function that handles the answer of '%1' threw: %2"_s.arg(
        method, error.message());
}

void RpcChannel::reportThrownOfProgress(const QString &method, const Error &error)
{
    qmlWarning(this) << u"the function that gets the progress of '%1' threw: %2"_s.arg(
        method, error.message());
}

void RpcChannel::integerRounded(const QString &method, const QString &integer)
{
    if (std::exchange(m_hasWarnedOfRounding, true))
        return;
    qmlWarning(this)
        << u"'%1': the integer %2 was rounded, because JavaScript numbers cannot represent "
           "it; set conversions.bigIntegers to get such integers as strings"_s.arg(method, integer);
}

QJSValue RpcChannel::scriptError(const Error &error) const
{
    Script *const tools = Script::of(this);
    if (!tools || error.kind() == Error::Kind::None)
        return QJSValue(QJSValue::NullValue);
    return scriptErrorOf(tools->engine(), error);
}

void RpcChannel::abandonCalls()
{
    m_peer.reset();
    Q_EMIT abandoned();
}

// If neither JavaScript nor QML knows this object, there is no engine to make promises in.
ScriptPeer *RpcChannel::peer()
{
    Script *const script = m_peer ? nullptr : Script::of(this);
    if (!script)
        return m_peer.get();
    m_peer = std::make_unique<ScriptPeer>(this, std::bind_front(&RpcChannel::send, this), script);
    return m_peer.get();
}

} // namespace WebSocketRpc
