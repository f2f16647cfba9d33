// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>

namespace WebSocketRpc {

class Script;

// The peer of a channel as script.mjs knows it. When it is destroyed no call is answered any more. That
// it is not the RpcChannel keeps what JavaScript holds of the one from keeping the other.
class ScriptPeer : public QObject
{
    Q_OBJECT

public:
    ScriptPeer(Channel *channel, Script *script);

    [[nodiscard]] QJSValue call(
        const QString &method, const QJSValue &params, const QJSValue &options);
    [[nodiscard]] QJSValue other();

    Q_INVOKABLE void begin(const QString &method, const QJSValue &params, const QJSValue &options,
        const QJSValue &resolve, const QJSValue &reject);

private:
    const QPointer<Channel> m_channel;
    const QPointer<Script> m_script;
    QJSValue m_other;
};

} // namespace WebSocketRpc
