// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcchannel.h"

#include <memory>

namespace WebSocketRpc {

// A stream of the peer, as script.mjs knows it. The garbage collector deletes it with the JavaScript
// object that stands for it; then nobody reads the stream any more, except for what is being read.
class ScriptStream : public QObject
{
    Q_OBJECT

public:
    ScriptStream(ScriptPeer *peer, RpcChannel *channel, QJSEngine *engine, const QString &method,
        const OpenedStream &stream);

    // Calls `consume` with Arrays of values, until it returns false.
    Q_INVOKABLE void each(const QJSValue &consume, const QJSValue &resolve, const QJSValue &reject);
    // Resolves with whether the stream is at its end, and else with the value.
    Q_INVOKABLE void next(const QJSValue &resolve, const QJSValue &reject);
    Q_INVOKABLE void cancel() { m_values.cancel(); }

private:
    // What lives as long as somebody waits for values.
    struct Reader
    {
        QPointer<ScriptPeer> peer;
        QPointer<RpcChannel> channel;
        QPointer<QJSEngine> engine;
        QString method;
        ScriptCallOptions options;

        [[nodiscard]] bool isHeard() const;
        [[nodiscard]] QJSValue scriptValue(const QVariant &value) const;
        [[nodiscard]] bool consume(const QJSValue &function, const QVariantList &values) const;
        void reject(const QJSValue &function, const Error &error) const;
    };

    [[nodiscard]] bool canRead(const QJSValue &reject) const;

    const std::shared_ptr<const Reader> m_reader;
    const Stream<QVariant> m_values;
};

} // namespace WebSocketRpc
