// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelobserver_p.h"
#include "modelreader_p.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/error.h>
#include <websocketrpc/modeloptions.h>

namespace WebSocketRpc {

// A model as peers see it: an object like others that are exposed, with methods and a signal. It lives in the
// model's thread, wherever it is created, and deletes itself when the model is deleted.
class ModelSource final : public QObject
{
    Q_OBJECT

public:
    ModelSource(QAbstractItemModel *model, const ModelOptions &options);
    ~ModelSource() override;

    // The names of what peers may call.
    [[nodiscard]] static QStringList methodsFor(const ModelOptions &options);
    // In its thread, instead of deleting it: it may be what is running.
    void discard();

    Q_INVOKABLE WebSocketRpc::ModelDescription open();
    Q_INVOKABLE bool fetchMore(qint64 node);
    Q_INVOKABLE QList<WebSocketRpc::ModelBlock> rows(const WebSocketRpc::CallContext &peer,
        const QList<WebSocketRpc::ModelRange> &ranges, const QStringList &roles);
    Q_INVOKABLE void release(
        const WebSocketRpc::CallContext &peer, const QList<WebSocketRpc::ModelRange> &ranges);
    Q_INVOKABLE void set(qint64 revision, qint64 node, int row, int column, const QString &role,
        const QVariant &value);
    Q_INVOKABLE void insertRows(qint64 revision, qint64 node, int row, int count);
    Q_INVOKABLE void removeRows(qint64 revision, qint64 node, int row, int count);
    Q_INVOKABLE void sort(int column, const QString &order);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void changed(const WebSocketRpc::ModelChanges &changes);

protected:
    void connectNotify(const QMetaMethod &signal) override;
    void disconnectNotify(const QMetaMethod &signal) override;

private:
    class Busy;

    // What the first call in its thread makes; throws where there is no model any more.
    [[nodiscard]] ModelObserver &observer();
    void leaveModel();
    void warnOfMove() const;
    void publish();
    [[nodiscard]] ModelChanges read(const ModelJournal::Changes &noted);
    void readValues(ModelChanges &changes, const ModelJournal::Changes &noted, quint64 structure,
        ModelRows &outdated);
    // Rows that exist; nothing if the structure is another one before or after it.
    [[nodiscard]] std::optional<ModelBlock> readBlock(const ModelRange &range,
        const QList<ModelRole> &roles, quint64 structure, const ModelColumns &columns = {});
    [[nodiscard]] QList<ModelChild> childrenIn(const ModelRange &range);

    [[nodiscard]] QList<ModelRole> sharedRoles(const QHash<int, QByteArray> &names) const;
    [[nodiscard]] bool updateRoles(); // whether they are others now
    [[nodiscard]] QList<ModelRole> rolesNamed(const QStringList &names) const;
    void rememberRoles(const QList<ModelRole> &roles);
    // Nothing if the model changes meanwhile.
    [[nodiscard]] std::optional<QList<ModelBlock>> readRanges(
        const QList<ModelRange> &ranges, const QList<ModelRole> &roles);
    // The index of a node whose rows have not changed since; throws for another one.
    [[nodiscard]] QModelIndex indexAt(qint64 revision, ModelNodeId node);

    const QPointer<QAbstractItemModel> m_model;
    const ModelOptions m_options;
    bool m_hasMoved = false; // the model, to another thread
    int m_depth = 0; // of functions that run user code
    bool m_isPublishing = false;
    int m_followers = 0; // connections to the signal
    std::optional<QHash<int, QByteArray>> m_roleNames; // of all, which tell the following
    QList<ModelRole> m_roles;
    std::optional<std::set<int>> m_askedRoles =
        std::set<int>(); // by those who follow; nothing for all
    ModelReader m_reader;
    std::unique_ptr<ModelObserver> m_observer;
};

} // namespace WebSocketRpc
