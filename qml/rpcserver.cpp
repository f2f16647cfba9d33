// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcserver.h"

#include "rpccallcontext.h"
#include "script.h"

#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlinfo.h>

#include <algorithm>

namespace WebSocketRpc {

/*!
    \qmltype RpcServer
    \inqmlmodule WebSocketRpc
    \brief A server for tools and tests, written in QML.

    It listens as soon as it is complete. RpcServer is a QML form of WebSocketRpc::Server, without
    the features that a server on a network needs: for authentication, TLS and threads use the C++
    class.
*/

RpcServer::RpcServer(QObject *parent) : QObject(parent), m_exposed(&m_server), m_handlers(this)
{
    connect(&m_server, &Server::channelOpened, this, &RpcServer::addChannel);
    connect(&m_server, &Server::channelClosed, this, &RpcServer::removeChannel);
    connect(&m_conversions, &ConversionSettings::changed, this, [this] {
        for (const auto &[channel, scriptChannel] : m_channels)
            scriptChannel->conversions()->assign(m_conversions);
    });
}

// During the destruction no signal reaches QML; calls over the channels are never answered.
RpcServer::~RpcServer()
{
    m_server.disconnect(this);
    for (const auto &[channel, scriptChannel] : std::exchange(m_channels, {}))
        delete scriptChannel;
}

/*!
    \qmlproperty string RpcServer::address
    The address to listen on; by default 127.0.0.1, which no other machine can reach.
*/
void RpcServer::setAddress(const QString &address)
{
    if (address == m_address)
        return;
    m_address = address;
    Q_EMIT addressChanged();
    restart();
}

/*!
    \qmlproperty int RpcServer::port
    The port to listen on; by default 0, which means a free one: see \l url.
*/
void RpcServer::setPort(int port)
{
    if (std::exchange(m_port, port) == port)
        return;
    Q_EMIT portChanged();
    restart();
}

/*!
    \qmlproperty bool RpcServer::active
    Whether the server should listen; by default true.
*/
void RpcServer::setActive(bool active)
{
    if (std::exchange(m_isActive, active) == active)
        return;
    Q_EMIT activeChanged();
    restart();
}

/*!
    \qmlproperty list<QtObject> RpcServer::exposes
    Objects whose functions the clients may call, and models that they may follow; see RpcClient::exposes.
*/

/*!
    \qmlproperty bool RpcServer::listening
    \readonly
    Whether the server accepts connections. If not, \l errorString says why.
*/
bool RpcServer::isListening() const
{
    return m_server.isListening();
}

/*!
    \qmlproperty url RpcServer::url
    \readonly
    The url for clients; empty if the server does not listen.
*/
QUrl RpcServer::url() const
{
    return isListening() ? m_server.url() : QUrl();
}

/*!
    \qmlproperty string RpcServer::errorString
    \readonly
    Why the server does not listen.
*/
QString RpcServer::errorString() const
{
    return isListening() ? QString() : m_server.errorString();
}

/*!
    \qmlproperty var RpcServer::channels
    \readonly
    The connections as an Array of \l {RpcChannel}s, in the order in which they were established. An
    Array never changes; when the connections change, the property has a new one.
*/
QJSValue RpcServer::channels() const
{
    Script *const script = Script::of(this);
    if (!script)
        return {};
    QJSValue array = script->engine()->newArray(uint(m_channels.size()));
    for (qsizetype i = 0; i < m_channels.size(); ++i)
        array.setProperty(quint32(i), script->engine()->toScriptValue(m_channels.at(i).second));
    return array;
}

/*!
    \qmlpropertygroup RpcServer::conversions
    \qmlproperty var RpcServer::conversions.dates
    \qmlproperty var RpcServer::conversions.bytes
    \qmlproperty var RpcServer::conversions.bigIntegers
    The RpcChannel::conversions of all channels.
*/

/*!
    \qmlproperty bool RpcServer::lenient
    The RpcChannel::lenient of future channels.
*/
void RpcServer::setLenient(bool lenient)
{
    if (lenient == isLenient())
        return;
    m_server.setLenient(lenient);
    Q_EMIT lenientChanged();
}

/*!
    \qmlmethod void RpcServer::on(string method, function function, QtObject context)
    Lets \a function handle \a method for all clients; see \l {RpcChannel::}{on()}. The channel
    of currentCall() tells the function which client calls. If \a context is given, the handler is
    removed when that object is destroyed.
*/
void RpcServer::on(const QString &method, const QJSValue &function, QObject *context)
{
    m_handlers.on(&m_server, method, function, context);
}

/*!
    \qmlmethod void RpcServer::onAny(function function, QtObject context)
    Lets \a function handle whatever nothing else does; see \l {RpcChannel::}{onAny()}. If
    \a context is given, the handler is removed when that object is destroyed.
*/
void RpcServer::onAny(const QJSValue &function, QObject *context)
{
    m_handlers.onAny(&m_server, function, context);
}

/*!
    \qmlmethod void RpcServer::off(string method, QtObject context)
    Removes the handlers of \a method that on() has set for \a context, or for any context if that
    is not given.
*/
void RpcServer::off(const QString &method, QObject *context)
{
    m_server.off(method, context);
}

/*!
    \qmlmethod void RpcServer::offAny(QtObject context)
    Removes the handlers that onAny() has set for \a context, or for any context if that is not
    given.
*/
void RpcServer::offAny(QObject *context)
{
    m_server.offAny(context);
}

/*!
    \qmlproperty var RpcServer::handlers
    Handlers for all clients, by the names of their methods; see RpcChannel::handlers.
*/
void RpcServer::setHandlers(const QJSValue &handlers)
{
    m_handlers.setMap(&m_server, handlers);
    Q_EMIT handlersChanged();
}

/*!
    \qmlmethod void RpcServer::notifyAll(string method, var params)
    Notifies all clients, as \l {RpcChannel::}{notify()} does: calls \a method with \a params. The
    params are converted to JSON only once.
*/
void RpcServer::notifyAll(const QString &method, const QJSValue &params)
{
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments)) {
        qmlWarning(this) << error->message();
        return;
    }
    m_server.notifyAll(method, std::get<Arguments>(arguments));
}

/*!
    \qmlmethod RpcCallContext RpcServer::currentCall()
    Returns the call that the function which runs now answers; see \l {RpcChannel::}{currentCall()}.
*/
RpcCallContext *RpcServer::currentCall() const
{
    Script *const script = Script::of(this);
    return script ? script->newCallContext() : nullptr;
}

void RpcServer::componentComplete()
{
    m_isComplete = true;
    restart();
}

void RpcServer::restart()
{
    if (!m_isComplete)
        return;
    m_server.close();
    if (m_isActive && !m_server.listen(QHostAddress(m_address), quint16(m_port)))
        qmlWarning(this) << m_server.errorString();
    Q_EMIT listeningChanged();
}

void RpcServer::addChannel(Channel *channel)
{
    auto *const scriptChannel = new RpcChannel(channel, this);
    QQmlEngine::setContextForObject(scriptChannel, qmlContext(this));
    scriptChannel->conversions()->assign(m_conversions);
    m_channels.append({channel, scriptChannel});
    Q_EMIT channelsChanged();
    Q_EMIT channelOpened(scriptChannel);
}

void RpcServer::removeChannel(Channel *channel)
{
    const auto found =
        std::ranges::find(m_channels, channel, &decltype(m_channels)::value_type::first);
    if (found == m_channels.end())
        return;
    RpcChannel *const scriptChannel = found->second;
    m_channels.erase(found);
    scriptChannel->deleteLater();
    Q_EMIT channelsChanged();
    Q_EMIT channelClosed(scriptChannel);
}

/*!
    \qmlsignal RpcServer::channelOpened(RpcChannel channel)
    This signal is emitted when a client has connected. Use \a channel to call it.
*/

/*!
    \qmlsignal RpcServer::channelClosed(RpcChannel channel)
    This signal is emitted when a connection has ended. \a channel exists until control returns to
    the event loop.
*/

} // namespace WebSocketRpc
