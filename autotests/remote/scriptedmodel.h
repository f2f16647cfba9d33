// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"

#include <websocketrpc/channel.h>
#include <websocketrpc/error.h>
#include <websocketrpc/registertype.h>

#include <QMetaMethod>
#include <QPromise>

#include <deque>
#include <functional>

// A peer's model as the protocol has it, without a model behind it: a test says what it answers and tells.
class ScriptedModel : public QObject
{
    Q_OBJECT

public:
    using Rows = QList<WebSocketRpc::ModelBlock>;
    using Ranges = QList<WebSocketRpc::ModelRange>;

    explicit ScriptedModel(int rows, int columns = 1)
    {
        WebSocketRpc::registerModelMessages();
        WebSocketRpc::registerType<Rows>();
        description.root = {.node = 0, .rows = rows, .columns = columns};
        description.roles = {
            {Qt::DisplayRole, QStringLiteral("display")}, {Qt::UserRole, QStringLiteral("weight")}};
    }

    void exposeOn(WebSocketRpc::Channel &channel, const QString &name = QStringLiteral("plants"))
    {
        channel.expose(this, {.prefix = name + u'.', .sharedSignals = {QStringLiteral("changed")}});
    }
    [[nodiscard]] bool isFollowed() const
    {
        return isSignalConnected(QMetaMethod::fromSignal(&ScriptedModel::changed));
    }

    // All that is asked for, with a text in each cell.
    [[nodiscard]] WebSocketRpc::ModelBlock block(
        const WebSocketRpc::ModelRange &range, const QStringList &roles) const
    {
        WebSocketRpc::ModelBlock block{.node = range.node,
            .first = range.first,
            .count = range.count,
            .columns = description.root.columns,
            .flags = int(Qt::ItemIsEnabled)};
        for (const QString &role : roles) {
            QVariantList values;
            for (int i = 0; i < range.count * block.columns; ++i)
                values.append(
                    QStringLiteral("%1 %2").arg(role).arg(range.first + i / block.columns));
            block.values.insert(role, values);
        }
        return block;
    }
    [[nodiscard]] Rows blocks(const Ranges &ranges, const QStringList &roles) const
    {
        Rows all;
        for (const WebSocketRpc::ModelRange &range : ranges)
            all.append(block(range, roles));
        return all;
    }

    // What it was asked for, a line for each request.
    QStringList asked;
    WebSocketRpc::ModelDescription description;
    std::function<Rows(const Ranges &ranges, const QStringList &roles)> answer =
        [this](const Ranges &ranges, const QStringList &roles) { return blocks(ranges, roles); };
    // When it is asked for anything but rows; may throw.
    std::function<void()> onRequest;
    bool hasMore = false;

    // Requests for rows are not answered until release() is called.
    bool isHolding = false;
    void release() // the one that has waited the longest
    {
        const auto next = std::move(m_held.front());
        m_held.pop_front();
        next();
    }

    Q_INVOKABLE WebSocketRpc::ModelDescription open()
    {
        note(QStringLiteral("open"));
        return description;
    }
    Q_INVOKABLE QFuture<QList<WebSocketRpc::ModelBlock>> rows(
        const QList<WebSocketRpc::ModelRange> &ranges, const QStringList &roles)
    {
        QStringList line;
        for (const WebSocketRpc::ModelRange &range : ranges)
            line.append(
                QStringLiteral("%1:%2+%3").arg(range.node).arg(range.first).arg(range.count));
        asked.append(line.join(u' ') + u' ' + roles.join(u','));
        const auto promise = std::make_shared<QPromise<Rows>>();
        promise->start();
        m_held.push_back([this, promise, ranges, roles] {
            try {
                promise->addResult(answer(ranges, roles));
            } catch (...) {
                promise->setException(std::current_exception());
            }
            promise->finish();
        });
        const QFuture<Rows> future = promise->future();
        if (!isHolding)
            release();
        return future;
    }
    Q_INVOKABLE bool fetchMore(qint64 node)
    {
        note(QStringLiteral("fetchMore %1").arg(node));
        return hasMore;
    }
    Q_INVOKABLE void set(qint64 revision, qint64 node, int row, int column, const QString &role,
        const QVariant &value)
    {
        note(QStringLiteral("set %1 %2 %3 %4 %5 %6")
                 .arg(revision)
                 .arg(node)
                 .arg(row)
                 .arg(column)
                 .arg(role, value.toString()));
    }
    Q_INVOKABLE void insertRows(qint64 revision, qint64 node, int row, int count)
    {
        note(QStringLiteral("insertRows %1 %2 %3 %4").arg(revision).arg(node).arg(row).arg(count));
    }
    Q_INVOKABLE void removeRows(qint64 revision, qint64 node, int row, int count)
    {
        note(QStringLiteral("removeRows %1 %2 %3 %4").arg(revision).arg(node).arg(row).arg(count));
    }
    Q_INVOKABLE void sort(int column, const QString &order)
    {
        note(QStringLiteral("sort %1 %2").arg(column).arg(order));
    }

Q_SIGNALS:
    void changed(const WebSocketRpc::ModelChanges &changes);

private:
    void note(const QString &request)
    {
        asked.append(request);
        if (onRequest)
            onRequest();
    }

    std::deque<std::function<void()>> m_held;
};
