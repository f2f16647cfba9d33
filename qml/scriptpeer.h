// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "scriptvalues.h"

#include <websocketrpc/channel.h>

#include <QtCore/qhash.h>
#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>

#include <functional>

namespace WebSocketRpc {

class Script;

// The peer of a channel as script.mjs knows it. When it is destroyed no call is answered any more. It is
// separate from RpcChannel, so that a reference in JavaScript does not keep the channel alive.
class ScriptPeer : public QObject
{
    Q_OBJECT

public:
    using Start = std::function<Reply<QVariant>(
        const QString &method, const Arguments &arguments, const CallOptions &options)>;

    ScriptPeer(const Start &start, Script *script);
    ~ScriptPeer() override;

    void setConversions(const Conversions &conversions) { m_conversions = conversions; }

    [[nodiscard]] QJSValue call(
        const QString &method, const QJSValue &params, const QJSValue &options);
    [[nodiscard]] QJSValue other();

    Q_INVOKABLE int begin(const QString &method, const QJSValue &params, const QJSValue &options,
        const QJSValue &resolve, const QJSValue &reject);
    Q_INVOKABLE void cancel(int call);
    Q_INVOKABLE void report(const QString &method, const QJSValue &error);

Q_SIGNALS:
    void integerRounded(const QString &method, const QString &integer);
    void callFailed(const QString &method, const Error &error); // and nobody knows yet

private:
    struct PendingCall
    {
        Reply<QVariant> reply;
        QMetaObject::Connection contextGone;
    };

    [[nodiscard]] std::variant<Reply<QVariant>, Error> start(
        const QString &method, const QJSValue &params, const ScriptCallOptions &options);
    void settle(const QString &method, int call, const Reply<QVariant> &reply,
        const ScriptCallOptions &options, const QJSValue &resolve, const QJSValue &reject);

    const Start m_start;
    const QPointer<Script> m_script;
    Conversions m_conversions;
    QJSValue m_other;
    QHash<int, PendingCall> m_pending;
    int m_latestCall = 0;
};

} // namespace WebSocketRpc
