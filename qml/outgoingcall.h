// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "scriptvalues.h"

#include <websocketrpc/progress.h>
#include <websocketrpc/reply.h>

#include <functional>
#include <variant>

namespace WebSocketRpc {

class RpcChannel;

// A call of the peer, made by an RpcCall or for a promise. Destroying it cancels the call.
class OutgoingCall : public QObject
{
public:
    using Send = std::function<Reply<QVariant>(
        const QString &method, const Arguments &arguments, const CallOptions &options)>;
    // Nothing if the object in the option `context` is gone.
    using Outcome = std::variant<std::monostate, QJSValue, Error>;
    // Called at most once, perhaps by start(). It may destroy the call.
    using Handler = std::function<void(const Outcome &outcome)>;

    // Not called any more after the outcome. It may destroy the call.
    using ProgressHandler = std::function<void(const Progress &progress)>;

    // `channel` converts values, and warns of rounded ones.
    OutgoingCall(
        RpcChannel *channel, QJSEngine *engine, const QString &method, const Handler &handler);
    ~OutgoingCall() override;

    void start(const Send &send, const QJSValue &params, const QJSValue &options);
    void cancel();
    // Asks for progress, which costs less before start().
    void onProgress(const ProgressHandler &handler);

private:
    [[nodiscard]] Outcome outcomeOf(const Reply<QVariant> &reply);
    void finish(const Outcome &outcome);
    void followProgress();
    void tellProgress(const Progress &progress);

    const QPointer<RpcChannel> m_channel;
    const QPointer<QJSEngine> m_engine;
    const QString m_method;
    Handler m_handler; // empty after it was called
    ProgressHandler m_progressHandler;
    ScriptCallOptions m_options;
    Reply<QVariant> m_reply;
};

} // namespace WebSocketRpc
