// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpccall.h"

#include "script.h"
#include "scriptvalues.h"

#include <QtCore/qmetaobject.h>

namespace WebSocketRpc {

/*!
    \qmltype RpcCall
    \inqmlmodule WebSocketRpc
    \brief A declarative call, which calls again when its parameters change.

    \snippet qml/Calculator.qml calculator

    An RpcCall calls as soon as it has a \l client and a \l method. It calls again when one of them,
    the \l params or the \l options change, and when a lost connection is back. All changes in one
    turn of the event loop cause a single call. The answer to an earlier call is dropped, so it
    never overwrites the answer to a later one.
*/

RpcCall::RpcCall(QObject *parent) : QObject(parent)
{
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &RpcCall::reload);
}

RpcCall::~RpcCall()
{
    abandon();
}

/*!
    \qmlproperty RpcChannel RpcCall::client
    The channel of the call: an RpcClient, or one of the channels of an RpcServer.
*/
void RpcCall::setClient(RpcChannel *client)
{
    if (client == m_client)
        return;
    if (m_client)
        m_client->disconnect(this);
    m_client = client;
    m_hasJustBeenSent = false;
    if (client)
        followClient();
    Q_EMIT clientChanged();
    callAgain();
}

void RpcCall::followClient()
{
    connect(m_client, &QObject::destroyed, this, &RpcCall::callAgain);
    connect(m_client, &RpcChannel::connectedChanged, this, &RpcCall::connectionChanged);
}

// A call that waited for the connection has been sent by now.
void RpcCall::connectionChanged()
{
    if (!m_client->isConnected() || m_isInvalid)
        return;
    if (!isSent())
        return callAgain();
    m_hasJustBeenSent = true;
    QMetaObject::invokeMethod(
        this, [this] { m_hasJustBeenSent = false; }, Qt::QueuedConnection);
}

/*!
    \qmlproperty string RpcCall::method
    The name of the peer's method.
*/
void RpcCall::setMethod(const QString &method)
{
    if (method == m_method)
        return;
    m_method = method;
    Q_EMIT methodChanged();
    callAgain();
}

/*!
    \qmlproperty var RpcCall::params
    The arguments: an array passes them by position, an object by name. If the new values are equal
    to the old ones, no new call is made.
*/
void RpcCall::setParams(const QJSValue &params)
{
    const bool isSame = wireValueFrom(params) == wireValueFrom(m_params);
    m_params = params;
    if (isSame)
        return;
    Q_EMIT paramsChanged();
    callAgain();
}

/*!
    \qmlproperty var RpcCall::options
    The options of the call, such as \c {({timeout: 5000})}; see \l {RpcChannel::}{call()}. When
    the object in the option \c context is destroyed, a running call is cancelled.
*/
void RpcCall::setOptions(const QJSValue &options)
{
    const bool isSame = optionsFrom(options) == optionsFrom(m_options);
    m_options = options;
    if (isSame)
        return;
    Q_EMIT optionsChanged();
    callAgain();
}

/*!
    \qmlproperty bool RpcCall::enabled
    Whether calls are made automatically; by default true. If it is false, only reload() makes a
    call.
*/
void RpcCall::setEnabled(bool enabled)
{
    if (std::exchange(m_isEnabled, enabled) == enabled)
        return;
    Q_EMIT enabledChanged();
    callAgain();
}

/*!
    \qmlproperty int RpcCall::debounce
    How long to wait after the last change before a call is made, in milliseconds; by default 0.
    With a delay, a text field does not cause a call for each letter.
*/
void RpcCall::setDebounce(int debounce)
{
    if (std::exchange(m_debounce, debounce) != debounce)
        Q_EMIT debounceChanged();
}

/*!
    \qmlproperty var RpcCall::result
    \readonly
    The result of the last successful call; undefined before the first one. It stays while a new
    call is running, and if that call fails.
*/

/*!
    \qmlproperty var RpcCall::error
    \readonly
    Why the last call failed; null if it succeeded. The object is the same that
    \l {RpcChannel::}{call()} rejects with. If nothing is bound to this property or connected to
    failed(), a failure causes a warning and the signal \l {RpcChannel::}{callFailed()} of the
    client.
*/

/*!
    \qmlproperty rpcProgress RpcCall::progress
    \readonly
    The progress of the running or last call, with \c value, \c minimum, \c maximum and \c text. It is
    reset when a call begins. A call asks the peer for progress if this property has ever been read, for
    example by a binding; otherwise nothing is sent and the property stays as it is.
*/
RpcProgress RpcCall::progress()
{
    if (!std::exchange(m_isProgressWanted, true) && m_call)
        followProgress();
    return m_progress;
}

void RpcCall::followProgress()
{
    m_call->onProgress([this](const Progress &progress) { setProgress(progress); });
}

void RpcCall::setProgress(const Progress &progress)
{
    if (std::exchange(m_progress, progress) != progress)
        Q_EMIT progressChanged();
}

/*!
    \qmlproperty bool RpcCall::running
    \readonly
    Whether an answer is expected: from the change that causes a call until the answer.
*/

/*!
    \qmlproperty bool RpcCall::loaded
    \readonly
    Whether a call has succeeded.
*/

/*!
    \qmlmethod void RpcCall::reload()
    Calls at once, even if nothing has changed or \l enabled is false. The answer to a running call
    is dropped. If the call has just been sent because a connection was established, this function
    does nothing, so you can call it whenever \c opened() is emitted.
*/
void RpcCall::reload()
{
    if (m_hasJustBeenSent && isSent())
        return;
    abandon();
    Script *const script = Script::of(this);
    if (!script || !m_client || m_method.isEmpty())
        return setRunning(false);
    m_isInvalid = false;
    setRunning(true);
    m_call = std::make_unique<OutgoingCall>(m_client, script->engine(), m_method,
        [this](const OutgoingCall::Outcome &outcome) { settle(outcome); });
    if (m_isProgressWanted)
        followProgress();
    m_call->start(std::bind_front(&RpcChannel::send, m_client.data()), m_params, m_options);
}

/*!
    \qmlmethod void RpcCall::cancel()
    Cancels a running call; \l result and \l error stay as they are.
*/
void RpcCall::cancel()
{
    abandon();
    setRunning(false);
}

void RpcCall::settle(const OutgoingCall::Outcome &outcome)
{
    if (const auto *result = std::get_if<QJSValue>(&outcome))
        succeed(*result);
    else if (const auto *error = std::get_if<Error>(&outcome))
        fail(*error);
    else
        setRunning(false);
}

void RpcCall::componentComplete()
{
    m_isComplete = true;
    callAgain();
}

void RpcCall::callAgain()
{
    if (!m_isComplete)
        return;
    abandon();
    const bool isPossible = m_isEnabled && m_client && !m_method.isEmpty();
    if (isPossible)
        m_delay.start(m_debounce);
    setRunning(isPossible);
}

void RpcCall::abandon()
{
    m_delay.stop();
    m_call.reset();
}

void RpcCall::setRunning(bool running)
{
    if (running)
        setProgress({});
    if (std::exchange(m_isRunning, running) != running)
        Q_EMIT runningChanged();
}

void RpcCall::succeed(const QJSValue &result)
{
    m_isRunning = false;
    m_result = result;
    m_error = QJSValue(QJSValue::NullValue);
    m_isLoaded = true;
    const QPointer<RpcCall> self(this);
    emitAll({&RpcCall::resultChanged, &RpcCall::errorChanged, &RpcCall::loadedChanged,
        &RpcCall::runningChanged});
    if (self)
        Q_EMIT succeeded(result);
}

void RpcCall::fail(const Error &error)
{
    Script *const tools = Script::of(this);
    if (!tools)
        return;
    const QJSValue object = scriptErrorOf(tools->engine(), error);
    m_isRunning = false;
    m_isInvalid = error.kind() == Error::Kind::InvalidCall;
    m_error = object;
    const bool isMadeAgain = m_isEnabled && error.kind() == Error::Kind::ConnectionLost;
    const bool isHandled = isMadeAgain || error.kind() == Error::Kind::Closed
        || isSignalConnected(QMetaMethod::fromSignal(&RpcCall::errorChanged))
        || isSignalConnected(QMetaMethod::fromSignal(&RpcCall::failed));
    const QPointer<RpcCall> self(this);
    emitAll({&RpcCall::errorChanged, &RpcCall::runningChanged});
    if (self)
        Q_EMIT failed(object);
    if (self && !isHandled && m_client)
        m_client->reportFailure(m_method, error);
}

// A slot that is called for one change may destroy this object.
void RpcCall::emitAll(std::initializer_list<Signal> changes)
{
    const QPointer<RpcCall> self(this);
    for (const Signal change : changes) {
        if (self)
            Q_EMIT(this->*change)();
    }
}

/*!
    \qmlsignal RpcCall::succeeded(var result)
    This signal is emitted when a call has succeeded with \a result.
*/

/*!
    \qmlsignal RpcCall::failed(var error)
    This signal is emitted when a call has failed with \a error.
*/

} // namespace WebSocketRpc
