// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptanswer.h"

#include "scriptvalues.h"

#include <QtQml/qqmlinfo.h>

#include <stdexcept>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// An error with a code is meant for the peer. Anything else is a mistake in the function, and the
// peer gets its text only if the channel reveals exceptions.
std::exception_ptr exceptionForPeer(const QJSValue &error)
{
    if (error.property(u"code"_s).toInt() == 0)
        return std::make_exception_ptr(std::runtime_error(error.toString().toStdString()));
    return std::make_exception_ptr(remoteErrorFromScript(error));
}

} // namespace

void ScriptAnswer::succeed(const QJSValue &result)
{
    if (result.isUndefined() && m_undefined == Undefined::IsNoMethod)
        m_promise.setException(Error(Error::MethodNotFound, u"there is no such method"_s));
    else
        m_promise.addResult(wireValueFrom(result));
    finish();
}

void ScriptAnswer::fail(const QJSValue &error)
{
    m_promise.setException(m_audience == Audience::Peer
            ? exceptionForPeer(error)
            : std::make_exception_ptr(errorFromScript(error)));
    finish();
}

// The engine of Qt 6.8 may keep this object until the next answer. What the functions refer to goes.
void ScriptAnswer::finish()
{
    m_promise.finish();
    m_whenCancelled.clear();
}

// The functions live as long as something can settle this answer, perhaps one of them.
void ScriptAnswer::whenCancelled(const CallContext &call, const QJSValue &function)
{
    if (m_whenCancelled.isEmpty())
        call.onCancelled(this, [this] { cancel(); });
    m_whenCancelled.append(function);
}

void ScriptAnswer::cancel()
{
    for (const QJSValue &function : std::exchange(m_whenCancelled, {})) {
        const QJSValue result = function.call();
        if (result.isError())
            qmlWarning(this) << "the function given to onCancelled() threw: " << result.toString();
    }
}

} // namespace WebSocketRpc
