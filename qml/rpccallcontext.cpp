// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpccallcontext.h"

#include "scriptanswer.h"

#include <QtQml/qqmlinfo.h>

namespace WebSocketRpc {

/*!
    \qmltype RpcCallContext
    \inqmlmodule WebSocketRpc
    \brief A call that a function in QML answers.

    A function that the peer calls gets it from \l {RpcChannel::}{currentCall()}. It is the QML form of
    WebSocketRpc::CallContext.

    \snippet qml/LongCalls.qml serve
*/

RpcCallContext::RpcCallContext(const CallContext &call, ScriptAnswer *answer)
    : m_call(call)
    , m_answer(answer)
{
    m_call.onCancelled(this, [this] { Q_EMIT cancelledChanged(); });
}

/*!
    \qmlproperty RpcChannel RpcCallContext::channel
    \readonly
    The channel that the call came over. Use it to call the caller.
*/

/*!
    \qmlproperty string RpcCallContext::method
    \readonly
    The name of the method, as the caller has written it.
*/

/*!
    \qmlproperty bool RpcCallContext::cancelled
    \readonly
    Whether nobody wants the result any more, because the caller has cancelled the call or is gone.
    What the function returns then is dropped. It becomes true only between two turns of the event
    loop, so look at it in a timer or after a promise.
*/

/*!
    \qmlmethod void RpcCallContext::progress(int value)
    \qmlmethod void RpcCallContext::progress(int value, int minimum, int maximum, string text)

    Tells the caller that the call has come to \a value, on the way from \a minimum to \a maximum, and
    with \a text what happens there. Without a range the last one stays. Values outside the range are
    ignored, and so is progress after the answer.
*/
void RpcCallContext::progress(int value)
{
    m_call.setProgressValue(value);
}

void RpcCallContext::progress(int value, int minimum, int maximum, const QString &text)
{
    const std::pair range(minimum, maximum);
    if (std::exchange(m_range, range) != range)
        m_call.setProgressRange(minimum, maximum);
    m_call.setProgressValueAndText(value, text);
}

/*!
    \qmlmethod void RpcCallContext::onCancelled(function function)
    Calls \a function when \l cancelled becomes true, unless the call has been answered before.
*/
void RpcCallContext::onCancelled(const QJSValue &function)
{
    if (!function.isCallable())
        qmlWarning(this) << "onCancelled() needs a function";
    else if (m_answer)
        m_answer->whenCancelled(m_call, function);
}

} // namespace WebSocketRpc
