// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptstream.h"

#include "script.h"
#include "scriptpeer.h"

namespace WebSocketRpc {

ScriptStream::ScriptStream(ScriptPeer *peer, RpcChannel *channel, QJSEngine *engine,
    const QString &method, const OpenedStream &stream)
    : m_reader(std::make_shared<Reader>(peer, channel, engine, method, stream.options))
    , m_values(stream.values)
{
    const auto &context = stream.options.context;
    if (context && *context)
        connect(*context, &QObject::destroyed, this, &ScriptStream::cancel);
}

void ScriptStream::each(const QJSValue &consume, const QJSValue &resolve, const QJSValue &reject)
{
    if (!canRead(reject))
        return;
    const auto &context = m_reader->options.context;
    m_values
        .eachBatch(context ? context->data() : m_reader->peer.data(),
            [reader = m_reader, values = m_values, consume](const QVariantList &batch) {
                if (!reader->consume(consume, batch))
                    values.cancel();
            })
        .then(m_reader->peer, [reader = m_reader, resolve, reject](const Reply<void> &reply) {
            try {
                reply.result();
                if (reader->isHeard())
                    resolve.call();
            } catch (const Error &error) {
                reader->reject(reject, error);
            }
        });
}

void ScriptStream::next(const QJSValue &resolve, const QJSValue &reject)
{
    if (!canRead(reject))
        return;
    m_values.next().then(m_reader->peer,
        [reader = m_reader, resolve, reject](const Reply<std::optional<QVariant>> &reply) {
            try {
                const std::optional<QVariant> value = reply.result();
                if (reader->isHeard())
                    resolve.call({!value, value ? reader->scriptValue(*value) : QJSValue()});
            } catch (const Error &error) {
                reader->reject(reject, error);
            }
        });
}

bool ScriptStream::canRead(const QJSValue &reject) const
{
    if (m_reader->peer)
        return !m_reader->options.isContextGone();
    m_reader->reject(reject, channelIsGone());
    return false;
}

bool ScriptStream::Reader::isHeard() const
{
    return engine && !options.isContextGone();
}

QJSValue ScriptStream::Reader::scriptValue(const QVariant &value) const
{
    return scriptValueOf(engine, channel, method, value, options.conversions);
}

bool ScriptStream::Reader::consume(const QJSValue &function, const QVariantList &values) const
{
    if (!peer || !isHeard())
        return false;
    QJSValue array = engine->newArray(uint(values.size()));
    for (qsizetype i = 0; i < values.size(); ++i)
        array.setProperty(quint32(i), scriptValue(values.at(i)));
    return function.call({array}).toBool();
}

void ScriptStream::Reader::reject(const QJSValue &function, const Error &error) const
{
    if (isHeard())
        function.call({scriptErrorOf(engine, error)});
}

} // namespace WebSocketRpc
