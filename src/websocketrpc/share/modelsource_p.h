// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelobserver_p.h"
#include "modelreader_p.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/error.h>
#include <websocketrpc/modeloptions.h>

namespace WebSocketRpc {

// Serves a model to peers. It is exposed like any other object, with methods and a signal. It lives in the model's
// thread, whichever thread creates it, and deletes itself when the model is deleted.
class ModelSource final : public QObject
{
    Q_OBJECT

public:
    ModelSource(QAbstractItemModel *model, const ModelOptions &options);
    ~ModelSource() override;

    // The names of the methods that peers may call.
    [[nodiscard]] static QStringList methodsFor(const ModelOptions &options);
    // The roles that peers see of those that the model has.
    [[nodiscard]] static QList<ModelRole> sharedRoles(
        const ModelOptions &options, const QHash<int, QByteArray> &names);
    // Call this in its thread instead of deleting it: one of its functions may be running.
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

    // Created by the first call. Throws if the model is gone or lives in another thread.
    [[nodiscard]] ModelObserver &observer();
    void leaveModel();
    void warnOfMove() const;
    void publish();
    [[nodiscard]] ModelChanges read(const ModelJournal::Changes &noted);
    void readValues(ModelChanges &changes, const ModelJournal::Changes &noted, quint64 structure,
        ModelRows &outdated);
    // Reads rows that exist. Nothing if the structure differs before or after the reading.
    [[nodiscard]] std::optional<ModelBlock> readBlock(const ModelRange &range,
        const QList<ModelRole> &roles, quint64 structure, const ModelColumns &columns = {});
    [[nodiscard]] QList<ModelChild> childrenIn(const ModelRange &range);

    [[nodiscard]] bool updateRoles(); // whether they have changed
    [[nodiscard]] QList<ModelRole> rolesNamed(const QStringList &names) const;
    void rememberRoles(const QList<ModelRole> &roles);
    // Nothing if reading changes the model.
    [[nodiscard]] std::optional<QList<ModelBlock>> readRanges(
        const QList<ModelRange> &ranges, const QList<ModelRole> &roles);
    // The index of a node. Throws if its rows have changed since the revision.
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
