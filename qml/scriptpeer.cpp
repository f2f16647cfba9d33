// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptpeer.h"

#include "rpcchannel.h"
#include "script.h"
#include "scriptstream.h"

#include <QtCore/qtimer.h>

namespace WebSocketRpc {

ScriptPeer::ScriptPeer(RpcChannel *channel, const OutgoingCall::Send &send, Script *script)
    : m_channel(channel)
    , m_send(send)
    , m_script(script)
{
}

ScriptPeer::~ScriptPeer() = default;

QJSValue ScriptPeer::other()
{
    if (m_other.isUndefined() && m_script)
        m_other = m_script->newOther(this);
    return m_other;
}

QJSValue ScriptPeer::call(const QString &method, const QJSValue &params, const QJSValue &options)
{
    if (!m_script)
        return {};
    QJSEngine *const engine = m_script->engine();
    const int number = ++m_latestCall;
    const Script::Promise made = m_script->newPromise(this, number, method);
    const auto settle = [this, engine, number, made](const OutgoingCall::Outcome &outcome) {
        const auto settled = m_calls.extract(number); // destroys the call afterwards
        if (const auto *result = std::get_if<QJSValue>(&outcome))
            made.resolve.call({*result});
        else if (const auto *error = std::get_if<Error>(&outcome))
            made.reject.call({scriptErrorOf(engine, *error)});
    };
    m_calls[number] = std::make_unique<OutgoingCall>(m_channel, engine, method, settle);
    m_calls[number]->start(m_send, params, options);
    return made.promise;
}

QJSValue ScriptPeer::stream(const QString &method, const OpenedStream &stream)
{
    if (!m_script)
        return {};
    return m_script->newStream(this, method,
        std::make_unique<ScriptStream>(this, m_channel, m_script->engine(), method, stream));
}

void ScriptPeer::cancel(int call)
{
    const auto found = m_calls.find(call);
    if (found != m_calls.end())
        found->second->cancel();
}

void ScriptPeer::reportFailedUnless(
    const QJSValue &isHandled, const QString &method, const QJSValue &error)
{
    reportUnless(isHandled, &RpcChannel::reportFailure, method, error);
}

void ScriptPeer::reportThrownUnless(
    const QJSValue &isHandled, const QString &method, const QJSValue &error)
{
    reportUnless(isHandled, &RpcChannel::reportThrown, method, error);
}

// The engine posts events for what promises do; a timer comes after those.
void ScriptPeer::reportUnless(
    const QJSValue &isHandled, Report report, const QString &method, const QJSValue &error)
{
    QTimer::singleShot(1, this, [this, isHandled, report, method, error] {
        if (!isHandled.call().toBool())
            (m_channel->*report)(method, errorFromScript(error));
    });
}

} // namespace WebSocketRpc
