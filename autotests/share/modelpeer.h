// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelmirror.h"
#include "modelsource_p.h"
#include "sharedobject_p.h"

#include <QCoreApplication>

class Connection final : public WebSocketRpc::CallContext::Source
{
public:
    WebSocketRpc::Channel *channel() const override { return nullptr; }
    bool isAbandoned() const override { return isLost; }
    std::shared_ptr<const WebSocketRpc::PeerInfo> peer() const override { return nullptr; }

    bool isLost = false;
};

// One who follows a model, on a connection.
class Peer : public QObject
{
public:
    explicit Peer(WebSocketRpc::ModelSource &followed) : source(followed)
    {
        connect(&source, &WebSocketRpc::ModelSource::changed, this,
            [this](const WebSocketRpc::ModelChanges &changes) {
                told.append(changes);
                mirror.apply(changes);
            });
        open();
    }
    ~Peer() override { leave(); }
    Q_DISABLE_COPY_MOVE(Peer)

    void leave() { disconnect(&source, &WebSocketRpc::ModelSource::changed, this, nullptr); }
    void open() { mirror.open(source.open()); }
    [[nodiscard]] WebSocketRpc::CallContext context() const
    {
        return WebSocketRpc::CallContext(connection, QStringLiteral("rows"), 1);
    }
    QList<WebSocketRpc::ModelBlock> rows(
        const QList<WebSocketRpc::ModelRange> &ranges, const QStringList &roles = {})
    {
        const QList<WebSocketRpc::ModelBlock> blocks = source.rows(context(), ranges, roles);
        WebSocketRpc::publishChanges(); // the changes before the answer
        for (const WebSocketRpc::ModelBlock &block : blocks)
            mirror.apply(block);
        return blocks;
    }
    void release(const QList<WebSocketRpc::ModelRange> &ranges)
    {
        source.release(context(), ranges);
    }
    // Asks until it knows all.
    void settle()
    {
        WebSocketRpc::publishChanges();
        if (mirror.isReset)
            open();
        for (auto unknown = mirror.unknownRows(); !unknown.isEmpty();
             unknown = mirror.unknownRows())
            rows(unknown);
    }

    WebSocketRpc::ModelSource &source;
    const std::shared_ptr<Connection> connection = std::make_shared<Connection>();
    ModelMirror mirror;
    QList<WebSocketRpc::ModelChanges> told;
};

template<typename F>
WebSocketRpc::Error errorOf(F &&function)
{
    try {
        function();
    } catch (const WebSocketRpc::Error &error) {
        return error;
    }
    return {};
}

inline QList<WebSocketRpc::ModelRange> changedIn(const Peer &peer)
{
    QList<WebSocketRpc::ModelRange> changed;
    for (const WebSocketRpc::ModelChanges &changes : peer.told)
        changed += changes.changed;
    return changed;
}

inline QList<int> rowsWithValues(const Peer &peer)
{
    QList<int> rows;
    for (const WebSocketRpc::ModelChanges &changes : peer.told) {
        for (const WebSocketRpc::ModelBlock &block : changes.values) {
            for (int row = block.first; row < block.first + block.count; ++row)
                rows.append(row);
        }
    }
    return rows;
}
