// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

class ScriptPeer;

class RpcChannel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Use RpcClient, or the channels of RpcServer.")
    Q_PROPERTY(bool connected READ isConnected NOTIFY connectedChanged)
    Q_PROPERTY(QJSValue other READ other CONSTANT)

public:
    RpcChannel(Channel *channel, QObject *parent);
    ~RpcChannel() override;

    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] QJSValue other();

    Q_INVOKABLE QJSValue call(
        const QString &method, const QJSValue &params = {}, const QJSValue &options = {});
    Q_INVOKABLE void notify(const QString &method, const QJSValue &params = {});

    // For RpcCall.
    [[nodiscard]] Reply<QVariant> start(
        const QString &method, const Arguments &arguments, const CallOptions &options);

Q_SIGNALS:
    void connectedChanged();

protected:
    // From here on no call that was made here is answered.
    void abandonCalls();

private:
    [[nodiscard]] ScriptPeer *peer();

    const QPointer<Channel> m_channel;
    std::unique_ptr<ScriptPeer> m_peer; // once it is needed
};

} // namespace WebSocketRpc
