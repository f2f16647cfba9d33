// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "outgoingcall.h"

#include <unordered_map>

namespace WebSocketRpc {

class Script;
struct OpenedStream;

// The peer of a channel, as script.mjs knows it. When it is destroyed its promises are never settled.
// It is separate from RpcChannel, so that a reference in JavaScript does not keep the channel alive.
class ScriptPeer : public QObject
{
    Q_OBJECT

public:
    // `channel` owns this object.
    ScriptPeer(RpcChannel *channel, const OutgoingCall::Send &send, Script *script);
    ~ScriptPeer() override;

    [[nodiscard]] QJSValue other();

    // Returns a promise of the result.
    Q_INVOKABLE QJSValue call(
        const QString &method, const QJSValue &params, const QJSValue &options = {});
    // Returns an object that reads the stream.
    [[nodiscard]] QJSValue stream(const QString &method, const OpenedStream &stream);
    Q_INVOKABLE void cancel(int call);
    // These report a rejected promise, unless something in this turn of the event loop handles it: the
    // call has failed, or a function that handles its answer has.
    Q_INVOKABLE void reportFailedUnless(
        const QJSValue &isHandled, const QString &method, const QJSValue &error);
    Q_INVOKABLE void reportThrownUnless(
        const QJSValue &isHandled, const QString &method, const QJSValue &error);

private:
    using Report = void (RpcChannel::*)(const QString &method, const Error &error);
    void reportUnless(
        const QJSValue &isHandled, Report report, const QString &method, const QJSValue &error);

    RpcChannel *const m_channel;
    const OutgoingCall::Send m_send;
    const QPointer<Script> m_script;
    QJSValue m_other;
    std::unordered_map<int, std::unique_ptr<OutgoingCall>> m_calls; // those that have not settled
    int m_latestCall = 0;
};

} // namespace WebSocketRpc
