// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcsubscription.h"

#include "rpcobject.h"
#include "script.h"
#include "scriptvalues.h"

#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmltype RpcSubscription
    \inqmlmodule WebSocketRpc
    \brief A function that hears a signal of an RpcObject.

    \l {RpcObject::}{on()} returns one. It lasts as long as the RpcObject, even if you do not keep it.
*/

RpcSubscription::RpcSubscription(RpcObject *object, const QString &signal, const Function &function)
    : QObject(object)
    , m_object(object)
    , m_signal(signal)
    , m_function(function)
{
}

void RpcSubscription::follow(RemoteObject *remote)
{
    m_subscription.end();
    if (!remote || !m_function)
        return;
    m_subscription = remote->subscribe(
        m_signal, this, [function = m_function](const CallContext &call, const Arguments &params) {
            return function(call, params);
        });
    m_subscription.onResumed(this, [this] { Q_EMIT resumed(); });
    m_subscription.onFailed(this, [this](const Error &error) { fail(error); });
}

/*!
    \qmlmethod void RpcSubscription::end()
    Ends the subscription. The function is not called any more, and the server is told when nothing
    else here needs the signal.
*/
void RpcSubscription::end()
{
    m_function = {};
    m_subscription.end();
    deleteLater();
}

void RpcSubscription::fail(const Error &error)
{
    if (!isSignalConnected(QMetaMethod::fromSignal(&RpcSubscription::failed)))
        return m_object->reportRefusal(u"the signal '%1'"_s.arg(m_signal), error);
    if (Script *const script = Script::of(m_object))
        Q_EMIT failed(scriptErrorOf(script->engine(), error));
}

/*!
    \qmlsignal RpcSubscription::resumed()
    This signal is emitted when the subscription goes on after a connection was lost, so that signals may
    have been missed.
*/

/*!
    \qmlsignal RpcSubscription::failed(var error)
    This signal is emitted whenever the peer refuses to send the signal because of \a error. It is asked
    again on the next connection. If nothing is connected to this signal, the RpcObject emits
    \l {RpcObject::}{failed()}.
*/

} // namespace WebSocketRpc
