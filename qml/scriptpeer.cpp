// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptpeer.h"

#include "script.h"
#include "scriptvalues.h"

#include <QtQml/qjsengine.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

ScriptPeer::ScriptPeer(const Start &start, Script *script) : m_start(start), m_script(script) { }

ScriptPeer::~ScriptPeer() = default;

QJSValue ScriptPeer::call(const QString &method, const QJSValue &params, const QJSValue &options)
{
    return m_script ? m_script->call(this, method, params, options) : QJSValue();
}

QJSValue ScriptPeer::other()
{
    if (m_other.isUndefined() && m_script)
        m_other = m_script->newOther(this);
    return m_other;
}

int ScriptPeer::begin(const QString &method, const QJSValue &params, const QJSValue &options,
    const QJSValue &resolve, const QJSValue &reject)
{
    const auto fail = [this, &reject](const Error &error) {
        if (m_script)
            reject.call({scriptErrorOf(m_script->engine(), error)});
        return 0;
    };
    const auto given = optionsFrom(options, m_conversions);
    if (const auto *error = std::get_if<Error>(&given))
        return fail(*error);
    const auto &settings = std::get<ScriptCallOptions>(given);
    auto started = start(method, params, settings);
    if (const auto *error = std::get_if<Error>(&started))
        return fail(*error);

    const int call = ++m_latestCall;
    auto &reply = std::get<Reply<QVariant>>(started);
    PendingCall &pending = m_pending[call];
    pending.reply = reply;
    if (settings.context && *settings.context) {
        pending.contextGone =
            connect(*settings.context, &QObject::destroyed, this, [this, call] { cancel(call); });
    }
    reply.then(
        this, [this, method, call, settings, resolve, reject](const Reply<QVariant> &settled) {
            settle(method, call, settled, settings, resolve, reject);
        });
    return call;
}

std::variant<Reply<QVariant>, Error> ScriptPeer::start(
    const QString &method, const QJSValue &params, const ScriptCallOptions &options)
{
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments))
        return *error;
    return m_start(method, std::get<Arguments>(arguments), options.call);
}

void ScriptPeer::settle(const QString &method, int call, const Reply<QVariant> &reply,
    const ScriptCallOptions &options, const QJSValue &resolve, const QJSValue &reject)
{
    disconnect(m_pending.take(call).contextGone);
    if (!m_script || options.isContextGone())
        return;
    try {
        ScriptValueMaker maker(m_script->engine(), options.conversions);
        resolve.call({maker.make(reply.result())});
        if (!maker.roundedInteger().isEmpty())
            Q_EMIT integerRounded(method, maker.roundedInteger());
    } catch (const Error &error) {
        reject.call({scriptErrorOf(m_script->engine(), error)});
    }
}

void ScriptPeer::cancel(int call)
{
    const auto pending = m_pending.find(call);
    if (pending != m_pending.end())
        Reply<QVariant>(pending->reply).cancel(); // the entry may go meanwhile
}

void ScriptPeer::report(const QString &method, const QJSValue &error)
{
    Q_EMIT callFailed(method, errorFromScript(error));
}

} // namespace WebSocketRpc
