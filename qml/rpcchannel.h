// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "conversionsettings.h"
#include "scripthandlers.h"
#include "scriptpeer.h"

#include <websocketrpc/channel.h>
#include <websocketrpc/stream.h>

#include <QtCore/qpointer.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

class RpcCallContext;

// A stream of the peer. If it cannot be opened, it fails.
struct OpenedStream
{
    Stream<QVariant> values;
    ScriptCallOptions options = {};
};

class RpcChannel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Use RpcClient, or the channels of RpcServer.")
    Q_PROPERTY(bool connected READ isConnected NOTIFY connectedChanged)
    Q_PROPERTY(QJSValue other READ other CONSTANT)
    Q_PROPERTY(QJSValue handlers READ handlers WRITE setHandlers NOTIFY handlersChanged)
    Q_PROPERTY(WebSocketRpc::ConversionSettings *conversions READ conversions CONSTANT)
    Q_PROPERTY(bool lenient READ isLenient WRITE setLenient NOTIFY lenientChanged)

public:
    RpcChannel(Channel *channel, QObject *parent);
    ~RpcChannel() override;

    // The RpcChannel of `channel`; null if there is none in this thread.
    [[nodiscard]] static RpcChannel *of(const Channel *channel);

    [[nodiscard]] Channel *channel() const { return m_channel; }
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] QJSValue other();
    [[nodiscard]] ConversionSettings *conversions() { return &m_conversions; }
    [[nodiscard]] bool isLenient() const;
    void setLenient(bool lenient);

    Q_INVOKABLE QJSValue call(
        const QString &method, const QJSValue &params = {}, const QJSValue &options = {});
    Q_INVOKABLE QJSValue stream(
        const QString &method, const QJSValue &params = {}, const QJSValue &options = {});
    Q_INVOKABLE void notify(const QString &method, const QJSValue &params = {});

    Q_INVOKABLE void on(
        const QString &method, const QJSValue &function, QObject *context = nullptr);
    Q_INVOKABLE void onAny(const QJSValue &function, QObject *context = nullptr);
    Q_INVOKABLE void off(const QString &method, QObject *context = nullptr);
    Q_INVOKABLE void offAny(QObject *context = nullptr);
    Q_INVOKABLE WebSocketRpc::RpcCallContext *currentCall() const;
    [[nodiscard]] QJSValue handlers() const { return m_handlers.map(); }
    void setHandlers(const QJSValue &handlers);

    [[nodiscard]] Reply<QVariant> send(
        const QString &method, const Arguments &arguments, const CallOptions &options);

    [[nodiscard]] OpenedStream openStream(
        const QString &method, const QJSValue &params, const QJSValue &options);

    // Warns of an integer in an answer or in arguments that has been rounded.
    void integerRounded(const QString &method, const QString &integer);
    // Reports a failure that nothing else handles.
    void reportFailure(const QString &method, const Error &error);
    // Report that the function that handles the answer of a call, or its progress, has thrown.
    void reportThrown(const QString &method, const Error &error);
    void reportThrownOfProgress(const QString &method, const Error &error);

Q_SIGNALS:
    void connectedChanged();
    void handlersChanged();
    void lenientChanged();
    void notificationFailed(const QString &method, const QJSValue &error);
    void callFailed(const QString &method, const QJSValue &error);
    void abandoned(); // before the channel is destroyed

protected:
    // From now on no call made here is answered, and nothing follows the peer over this channel.
    void abandonCalls();

    // The error as a JavaScript object; null if there is none.
    [[nodiscard]] QJSValue scriptError(const Error &error) const;

private:
    [[nodiscard]] ScriptPeer *peer();

    const QPointer<Channel> m_channel;
    ConversionSettings m_conversions;
    ScriptHandlers<Channel> m_handlers;
    std::unique_ptr<ScriptPeer> m_peer; // once it is needed
    bool m_hasWarnedOfRounding = false;
};

// The error of a call without a channel.
[[nodiscard]] Error channelIsGone();

// A value that came over `channel`, which may be gone.
[[nodiscard]] QJSValue scriptValueOf(QJSEngine *engine, RpcChannel *channel, const QString &method,
    const QVariant &value, const Conversions &conversions, const QString &name = {});

} // namespace WebSocketRpc
