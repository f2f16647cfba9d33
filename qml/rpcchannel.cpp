// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcchannel.h"

#include "script.h"
#include "scriptpeer.h"
#include "scriptvalues.h"

#include <websocketrpc/unhandledfailure.h>

#include <QtCore/qthread.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

Reply<QVariant> startCall(const QPointer<Channel> &channel, const QString &method,
    const Arguments &arguments, const CallOptions &options)
{
    if (channel)
        return channel->with(options).call<QVariant>(method, arguments);
    const ReplyState<QVariant>::Pointer state(new ReplyState<QVariant>);
    ResultPromise(state).fail(Error(Error::Kind::Closed, u"the channel no longer exists"_s));
    return Reply<QVariant>(state);
}

constexpr char backReference[] = "websocketrpc_qmlChannel"; // a property of a Channel

} // namespace

/*!
    \qmltype RpcChannel
    \inqmlmodule WebSocketRpc
    \brief One connection, over which the peer is called.

    An RpcClient is one, and an RpcServer has one for each of its clients.
*/

/*! Calls over \a channel, which belongs to somebody else; a child of \a parent. */
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
    connect(&m_conversions, &ConversionSettings::changed, this, [this] {
        if (m_peer)
            m_peer->setConversions(m_conversions.conversions());
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

    The peer, whose methods are called as if they were functions of this object. A single object is
    the arguments by name, anything else those by position. What they return is the promise of call().

    \badcode
    rpc.other.concat({a: "hello", b: " world"}).then(text => label.text = text)
    rpc.other.add(1, 2)
    \endcode

    A name may have dots, as in \c {rpc.other.Player.PlayPause()} or
    \c {rpc.other["Player.PlayPause"]()}.

    \c then, \c toJSON, symbols and names that begin with an underscore are undefined, and what every
    object or function has, as \c toString or \c name, is its own; call() reaches methods with such
    names.
*/
QJSValue RpcChannel::other()
{
    return peer() ? peer()->other() : QJSValue();
}

/*!
    \qmlmethod var RpcChannel::call(string method, var params, var options)

    Calls \a method of the peer and returns a Promise of its result. \a params is an array of
    arguments by position, an object with arguments by name, or nothing. The promise is rejected with
    an Error object that has \c code, \c message, \c data, \c kind (the name of a value of
    WebSocketRpc::Error::Kind) and \c mayHaveExecuted.

    The promise, and each that its \c then() and \c catch() return, has the function \c cancel(),
    which ends the call if it is still running: the promise is rejected with the kind
    \c Cancelled. If nobody asks what a promise is rejected with, that is a warning and the signal
    callFailed().

    A Date travels as text of ISO 8601, an ArrayBuffer as base64; a member that is undefined is left
    out. \a options is an object with any of these:

    \table
        \header \li option \li meaning
        \row \li timeout \li How long to wait for the answer, in milliseconds; at most 2^31 - 1, which
            are 24 days.
        \row \li idempotent \li The call may be sent again if the connection was lost.
        \row \li waitForConnection \li By default true; if false, the call fails at once while
            there is no connection.
        \row \li dates, bytes, bigIntegers \li What becomes of values of the result, instead of what
            \l conversions say.
        \row \li context \li An object; when it is gone the call is cancelled, and the promise is not
            settled any more.
    \endtable

    The promise of a channel that is destroyed is never settled.
*/
QJSValue RpcChannel::call(const QString &method, const QJSValue &params, const QJSValue &options)
{
    return peer() ? peer()->call(method, params, options) : QJSValue();
}

/*!
    \qmlmethod void RpcChannel::notify(string method, var params)
    Calls \a method of the peer with \a params, as call() does, but wants no answer.
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

    Has \a function answer when the peer calls \a method or notifies of it. The name may have dots.
    Arguments by position are those of the function, and arguments by name are one object.

    \snippet qml/Pushing.qml on

    What the function returns is the result, and a promise is waited for; what it throws is the error.
    With \a context it ends with that object. A second function for the same name and context takes the
    place of the first.
*/
void RpcChannel::on(const QString &method, const QJSValue &function, QObject *context)
{
    m_handlers.on(m_channel, method, function, context);
}

/*!
    \qmlmethod void RpcChannel::onAny(function function, QtObject context)

    Has \a function answer what nothing else does. It gets the name of the method and the params, which
    are an array or an object. If it returns nothing the peer is told that there is no such method,
    so that a function may look at some names and leave the others. With \a context it ends with that
    object.
*/
void RpcChannel::onAny(const QJSValue &function, QObject *context)
{
    m_handlers.onAny(m_channel, function, context);
}

/*!
    \qmlmethod void RpcChannel::off(string method, QtObject context)
    Removes what on() has set for \a method, with \a context or, if that is not given, with any.
*/
void RpcChannel::off(const QString &method, QObject *context)
{
    if (m_channel)
        m_channel->off(method, context);
}

/*!
    \qmlmethod void RpcChannel::offAny(QtObject context)
    Removes what onAny() has set, with \a context or, if that is not given, with any.
*/
void RpcChannel::offAny(QObject *context)
{
    if (m_channel)
        m_channel->offAny(context);
}

/*!
    \qmlproperty var RpcChannel::handlers

    Functions for on() by the names of their methods, as a declaration. The members of an object in it
    have its name and a dot in front of theirs, and the functions of an object of QML, too.

    \snippet qml/Pushing.qml handlers
*/
void RpcChannel::setHandlers(const QJSValue &handlers)
{
    m_handlers.setMap(m_channel, handlers);
    Q_EMIT handlersChanged();
}

Reply<QVariant> RpcChannel::start(
    const QString &method, const Arguments &arguments, const CallOptions &options)
{
    return startCall(m_channel, method, arguments, options);
}

/*!
    \qmlpropertygroup RpcChannel::conversions
    \qmlproperty var RpcChannel::conversions.dates
    \qmlproperty var RpcChannel::conversions.bytes
    \qmlproperty var RpcChannel::conversions.bigIntegers

    What becomes of values that JSON or JavaScript has no type for, in the results of calls and in the
    arguments of functions that the peer calls: \c true for all of them, or a list of the names of
    members and parameters. By default nothing does.

    \table
        \header \li property \li meaning
        \row \li dates \li Strings become a Date if they are one by ISO 8601.
        \row \li bytes \li Strings become an ArrayBuffer if they are base64.
        \row \li bigIntegers \li Integers beyond 2^53, which a number of JavaScript does not hold
            exactly, become a string. Others are rounded, and the first is a warning.
    \endtable
*/

/*!
    \qmlproperty bool RpcChannel::lenient
    Whether messages are understood that are nearly JSON-RPC 2.0, such as answers without \c jsonrpc or
    without a result; by default false. WebSocketRpc::Channel::setLenient() says what is taken.
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
    A notification of the peer had no effect, because of \a error: there is no \a method of that name,
    its arguments do not fit, or it failed. The peer is not told. A warning is written as well, at a
    limited rate.
*/

/*!
    \qmlsignal RpcChannel::callFailed(string method, var error)
    A call of \a method has failed with \a error, and nothing handles that: its promise has neither a
    \c catch() nor a second function in \c then(), or nothing is bound to the \c error of its RpcCall.
    A warning is written as well, at a limited rate. Calls that fail because they were cancelled or the
    channel was closed are left out.
*/
void RpcChannel::reportFailure(const QString &method, const Error &error)
{
    if (m_channel)
        reportUnhandledFailure(*m_channel, method, error);
}

void RpcChannel::integerRounded(const QString &method, const QString &integer)
{
    if (std::exchange(m_hasWarnedOfRounding, true))
        return;
    qmlWarning(this) << u"'%1' brought the integer %2, which a number of JavaScript does not hold "
                        "exactly; conversions.bigIntegers gives such integers as text"_s.arg(
                            method, integer);
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
}

// Where neither JavaScript nor QML knows this object there is no engine to make promises in.
ScriptPeer *RpcChannel::peer()
{
    Script *const script = m_peer ? nullptr : Script::of(this);
    if (!script)
        return m_peer.get();
    m_peer = newPeer(
        [channel = m_channel](const QString &method, const Arguments &arguments,
            const CallOptions &options) { return startCall(channel, method, arguments, options); },
        script);
    return m_peer.get();
}

std::unique_ptr<ScriptPeer> RpcChannel::newPeer(const ScriptPeer::Start &start, Script *script)
{
    auto peer = std::make_unique<ScriptPeer>(start, script);
    peer->setConversions(m_conversions.conversions());
    connect(peer.get(), &ScriptPeer::integerRounded, this, &RpcChannel::integerRounded);
    connect(peer.get(), &ScriptPeer::callFailed, this, &RpcChannel::reportFailure);
    return peer;
}

} // namespace WebSocketRpc
