// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>
#include <QtCore/qpromise.h>
#include <QtCore/qvariant.h>
#include <QtQml/qjsvalue.h>

namespace WebSocketRpc {

// The answer of a JavaScript function. When nothing can settle it any more, the garbage collector
// deletes it, and the future ends without a result.
class ScriptAnswer : public QObject
{
    Q_OBJECT

public:
    enum class Audience { Peer, Program }; // of the error
    enum class Undefined { IsResult, IsNoMethod };

    explicit ScriptAnswer(
        Undefined undefined = Undefined::IsResult, Audience audience = Audience::Peer)
        : m_undefined(undefined)
        , m_audience(audience)
    {
        m_promise.start();
    }

    [[nodiscard]] QFuture<QVariant> future() { return m_promise.future(); }

    Q_INVOKABLE void succeed(const QJSValue &result);
    Q_INVOKABLE void fail(const QJSValue &error);

    // Calls `function` when `call`, which this answers, is cancelled.
    void whenCancelled(const CallContext &call, const QJSValue &function);

private:
    void finish();
    void cancel();

    const Undefined m_undefined;
    const Audience m_audience;
    QPromise<QVariant> m_promise;
    QJSValueList m_whenCancelled;
};

} // namespace WebSocketRpc
