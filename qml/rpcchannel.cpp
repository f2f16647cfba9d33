// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcchannel.h"

#include "script.h"
#include "scriptpeer.h"
#include "scriptvalues.h"

#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmltype RpcChannel
    \inqmlmodule WebSocketRpc
    \brief One connection, over which the peer is called.

    An RpcClient is one, and an RpcServer has one for each of its clients.
*/

/*! Calls over \a channel, which belongs to somebody else; a child of \a parent. */
RpcChannel::RpcChannel(Channel *channel, QObject *parent) : QObject(parent), m_channel(channel)
{
    connect(channel, &Channel::connectedChanged, this, &RpcChannel::connectedChanged);
}

RpcChannel::~RpcChannel() = default;

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

    \c then, \c toJSON, symbols and names that begin with an underscore are undefined, and what every
    object has, as \c toString, is its own; call() reaches methods with such names.
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

    A Date travels as text of ISO 8601, an ArrayBuffer as base64; a member that is undefined is left
    out. \a options is an object with any of these:

    \table
        \header \li option \li meaning
        \row \li timeout \li How long to wait for the answer, in milliseconds.
        \row \li idempotent \li The call may be sent again where the connection was lost.
        \row \li waitForConnection \li By default true; where false, the call fails at once while
            there is no connection.
        \row \li dates \li Strings of the result that become a Date where they are one by ISO 8601:
            \c true for all, or a list of the names of members.
        \row \li bytes \li Strings of the result, selected in the same way, that become an ArrayBuffer
            where they are base64.
        \row \li context \li An object; when it is gone the promise is not settled any more.
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

Reply<QVariant> RpcChannel::start(
    const QString &method, const Arguments &arguments, const CallOptions &options)
{
    if (m_channel)
        return m_channel->with(options).call<QVariant>(method, arguments);
    const ReplyState<QVariant>::Pointer state(new ReplyState<QVariant>);
    ResultPromise(state).fail(Error(Error::Kind::Closed, u"the channel no longer exists"_s));
    return Reply<QVariant>(state);
}

void RpcChannel::abandonCalls()
{
    m_peer.reset();
}

// Where neither JavaScript nor QML knows this object there is no engine to make promises in.
ScriptPeer *RpcChannel::peer()
{
    Script *const script = m_peer ? nullptr : Script::of(this);
    if (script)
        m_peer = std::make_unique<ScriptPeer>(m_channel, script);
    return m_peer.get();
}

} // namespace WebSocketRpc
