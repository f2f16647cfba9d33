// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messages.h"

#include <websocketrpc/client.h>
#include <websocketrpc/test/scriptedpeer.h>

// A peer that answers a call of "rows" with `result` and requests for values one after the other.
struct ScriptedMaker
{
    explicit ScriptedMaker(const QByteArray &result, QList<QByteArray> answers = {})
    {
        using namespace Qt::StringLiterals;
        peer.setScript([this, result, answers = std::move(answers)](
                           const QByteArray &message) mutable -> std::optional<QByteArray> {
            const QJsonObject request = messageIn(message);
            const QByteArray id = QByteArray::number(request[u"id"_s].toInteger());
            const QString method = request[u"method"_s].toString();
            if (method == u"rows")
                return R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)" + result + '}';
            requests.append(message);
            if (method == u"$/enumerator/next" && !answers.isEmpty())
                return R"({"jsonrpc":"2.0","id":)" + id + ',' + answers.takeFirst() + '}';
            return {};
        });
        client.setUrl(peer.url());
        client.open();
    }

    WebSocketRpc::Test::ScriptedPeer peer;
    WebSocketRpc::Client client;
    QList<QByteArray> requests; // about streams
};
