// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventually.h"
#include "modelmirror.h"
#include "waitfor.h"

#include <websocketrpc/channel.h>

// Follows a model of the other end by the plain protocol. Its log has a line for each message.
class ModelFollower : public QObject
{
public:
    explicit ModelFollower(WebSocketRpc::Channel &followed) : channel(followed)
    {
        WebSocketRpc::registerModelMessages();
        subscription = channel.subscribe(QStringLiteral("plants.changed"), this,
            [this](const WebSocketRpc::ModelChanges &changes) {
                log.append(QStringLiteral("changed %1").arg(changes.revision));
                told.append(changes);
                mirror.apply(changes);
            });
    }

    void open()
    {
        channel.call<WebSocketRpc::ModelDescription>("plants.open")
            .then(this, [this](const WebSocketRpc::ModelDescription &description) {
                log.append(QStringLiteral("open"));
                mirror.open(description);
            });
    }
    void rows(const QList<WebSocketRpc::ModelRange> &ranges, const QStringList &roles = {})
    {
        channel.call<QList<WebSocketRpc::ModelBlock>>("plants.rows", ranges, roles)
            .then(this, [this](const QList<WebSocketRpc::ModelBlock> &blocks) {
                log.append(QStringLiteral("rows"));
                answer = blocks;
                for (const WebSocketRpc::ModelBlock &block : blocks)
                    mirror.apply(block);
            });
    }
    // Asks for what it does not know, until it is there.
    bool settles()
    {
        const auto asks = [this](const QString &what, auto &&ask) {
            const auto answers = log.count(what);
            ask();
            return eventually([&] { return log.count(what) > answers; });
        };
        for (int attempt = 0; attempt < 100; ++attempt) {
            const bool isOpen = !mirror.isReset && !mirror.nodes.empty();
            if (!isOpen && !asks(QStringLiteral("open"), [this] { open(); }))
                return false;
            const auto unknown = mirror.unknownRows();
            if (unknown.isEmpty())
                return true;
            if (!asks(QStringLiteral("rows"), [&] { rows(unknown); }))
                return false;
        }
        return false;
    }

    QString difference(const QAbstractItemModel &model)
    {
        return settles() ? mirror.difference(model) : QStringLiteral("it is not answered");
    }

    WebSocketRpc::Channel &channel;
    WebSocketRpc::Subscription subscription;
    ModelMirror mirror;
    QStringList log;
    QList<WebSocketRpc::ModelChanges> told;
    QList<WebSocketRpc::ModelBlock> answer;
};
