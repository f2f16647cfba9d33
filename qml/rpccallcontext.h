// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcchannel.h"

#include <websocketrpc/callcontext.h>

namespace WebSocketRpc {

class ScriptAnswer;

class RpcCallContext : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Call currentCall() of the client or the server.")
    Q_PROPERTY(WebSocketRpc::RpcChannel *channel READ channel CONSTANT)
    Q_PROPERTY(QString method READ method CONSTANT)
    Q_PROPERTY(bool cancelled READ isCancelled NOTIFY cancelledChanged)

public:
    RpcCallContext(const CallContext &call, ScriptAnswer *answer);

    [[nodiscard]] RpcChannel *channel() const { return RpcChannel::of(m_call.channel()); }
    [[nodiscard]] QString method() const { return m_call.method(); }
    [[nodiscard]] bool isCancelled() const { return m_call.isCancelled(); }

    Q_INVOKABLE void progress(int value);
    Q_INVOKABLE void progress(int value, int minimum, int maximum, const QString &text = {});
    Q_INVOKABLE void onCancelled(const QJSValue &function);

Q_SIGNALS:
    void cancelledChanged();

private:
    const CallContext m_call;
    const QPointer<ScriptAnswer> m_answer;
    std::pair<int, int> m_range = {};
};

} // namespace WebSocketRpc
