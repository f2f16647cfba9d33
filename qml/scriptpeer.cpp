// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptpeer.h"

#include "script.h"
#include "scriptvalues.h"

#include <QtQml/qjsengine.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

ScriptPeer::ScriptPeer(Channel *channel, Script *script) : m_channel(channel), m_script(script) { }

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

void ScriptPeer::begin(const QString &method, const QJSValue &params, const QJSValue &options,
    const QJSValue &resolve, const QJSValue &reject)
{
    const auto fail = [script = m_script, reject](const Error &error) {
        if (script)
            reject.call({scriptErrorOf(script->engine(), error)});
    };
    const auto given = optionsFrom(options);
    if (const auto *error = std::get_if<Error>(&given))
        return fail(*error);
    const auto arguments = argumentsFrom(params);
    if (const auto *error = std::get_if<Error>(&arguments))
        return fail(*error);
    if (!m_channel)
        return fail(Error(Error::Kind::Closed, u"the channel no longer exists"_s));

    const auto &settings = std::get<ScriptCallOptions>(given);
    m_channel->with(settings.call)
        .call<QVariant>(method, std::get<Arguments>(arguments))
        .then(this, [script = m_script, settings, resolve, fail](const Reply<QVariant> &settled) {
            if (!script || settings.isContextGone())
                return;
            try {
                resolve.call({scriptValueOf(script->engine(), settled.result(), settings)});
            } catch (const Error &error) {
                fail(error);
            }
        });
}

} // namespace WebSocketRpc
