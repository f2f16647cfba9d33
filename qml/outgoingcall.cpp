// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "outgoingcall.h"

#include "rpcchannel.h"
#include "rpcprogress.h"

#include <QtQml/qjsengine.h>

namespace WebSocketRpc {

OutgoingCall::OutgoingCall(
    RpcChannel *channel, QJSEngine *engine, const QString &method, const Handler &handler)
    : m_channel(channel)
    , m_engine(engine)
    , m_method(method)
    , m_handler(handler)
{
}

OutgoingCall::~OutgoingCall()
{
    m_handler = {};
    cancel();
}

void OutgoingCall::start(const Send &send, const QJSValue &params, const QJSValue &options)
{
    const auto given = optionsFrom(options, m_channel->conversions()->conversions());
    if (const auto *error = std::get_if<Error>(&given))
        return finish(*error);
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments))
        return finish(*error);

    m_options = std::get<ScriptCallOptions>(given);
    m_options.call.progress |= bool(m_progressHandler);
    m_reply = send(m_method, std::get<Arguments>(arguments), m_options.call);
    if (m_options.context && *m_options.context)
        connect(*m_options.context, &QObject::destroyed, this, &OutgoingCall::cancel);
    if (m_options.call.progress)
        followProgress();
    m_reply.then(this, [this](const Reply<QVariant> &settled) {
        if (m_engine)
            finish(outcomeOf(settled));
    });
}

void OutgoingCall::cancel()
{
    Reply<QVariant>(m_reply).cancel(); // a copy, since the handler may destroy this
}

void OutgoingCall::onProgress(const ProgressHandler &handler)
{
    m_progressHandler = handler;
    if (m_reply.isValid() && !m_options.call.progress)
        followProgress();
}

void OutgoingCall::followProgress()
{
    m_options.call.progress = true;
    m_reply.onProgress(this, [this](const Progress &progress) { tellProgress(progress); });
}

void OutgoingCall::tellProgress(const Progress &progress)
{
    if (!m_engine || !m_handler || m_options.isContextGone())
        return;
    const QPointer<OutgoingCall> self(this);
    if (const ProgressHandler handler = m_progressHandler)
        handler(progress);
    if (!self || !m_options.progress.isCallable())
        return;
    const QPointer<RpcChannel> channel = m_channel;
    const QJSValue function = m_options.progress;
    const QString method = m_method;
    const QJSValue thrown = function.call({m_engine->toScriptValue(RpcProgress(progress))});
    if (channel && thrown.isError())
        channel->reportThrownOfProgress(method, errorFromScript(thrown));
}

OutgoingCall::Outcome OutgoingCall::outcomeOf(const Reply<QVariant> &reply)
{
    if (m_options.isContextGone())
        return {};
    try {
        return scriptValueOf(m_engine, m_channel, m_method, reply.result(), m_options.conversions);
    } catch (const Error &error) {
        return error;
    }
}

void OutgoingCall::finish(const Outcome &outcome)
{
    if (const Handler handler = std::exchange(m_handler, {}))
        handler(outcome);
}

} // namespace WebSocketRpc
