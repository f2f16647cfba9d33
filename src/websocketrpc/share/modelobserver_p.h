// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modellayout_p.h"
#include "modelnodes_p.h"
#include "modelreader_p.h"
#include "modelwindows_p.h"
#include "publisher_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <set>

namespace WebSocketRpc {

// Notes what happens to a model while somebody follows it. It lives in the model's thread.
class ModelObserver final : public QObject, private Publisher
{
public:
    // What has not been published.
    struct Changes
    {
        QList<ModelStep> steps = {};
        bool reset = false;
        bool headers = false; // of the columns
        ModelRows values = {}; // that are to be read
        std::optional<ModelColumns> columns = {}; // of these
        std::optional<std::set<int>> roles = std::set<int>(); // of these; nothing for all
        ModelRows outdated = {}; // rows that are to be asked for again

        [[nodiscard]] bool isEmpty() const
        {
            return steps.isEmpty() && !reset && !headers && values.isEmpty() && outdated.isEmpty();
        }
    };

    // Calls the function when the changes are to be published.
    ModelObserver(QAbstractItemModel *model, std::function<void()> publish);

    void start();
    void stop(); // and forgets all
    [[nodiscard]] bool isObserving() const { return m_isObserving; }
    void publishNow() { Publisher::publishNow(); }
    void announceIfChanged()
    {
        if (!m_changes.isEmpty())
            announce();
    }
    [[nodiscard]] Changes take(); // the revision is theirs then
    void reset(); // the model is another one

    [[nodiscard]] ModelNodes &nodes() { return m_nodes; }
    [[nodiscard]] ModelWindows &windows() { return m_windows; }
    [[nodiscard]] qint64 revision() const { return m_revision; } // that has been published
    // Another one when rows or columns have come, gone or moved.
    [[nodiscard]] quint64 structure() const { return m_structure; }

private:
    void publish() override;
    void announce();
    void timerEvent(QTimerEvent *event) override;

    void connectRows();
    void connectColumns();
    void connectOthers();
    void rowsInserted(const QModelIndex &parent, int first, int last);
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last);
    void rowsRemoved(const QModelIndex &parent, int first, int last);
    void rowsAboutToBeMoved(const QModelIndex &from, int first, int last);
    void rowsMoved(const QModelIndex &from, int first, int last, const QModelIndex &target, int to);
    void columnsChanged(const QModelIndex &parent, ModelStep step);
    void columnsMoved(
        const QModelIndex &from, int first, int last, const QModelIndex &target, int to);
    void layoutAboutToBeChanged(const QList<QPersistentModelIndex> &parents);
    void layoutChanged(QAbstractItemModel::LayoutChangeHint hint);
    void dataChanged(
        const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void headersChanged(Qt::Orientation orientation, int first, int last);

    void note(const ModelStep &step);
    void touch(ModelNodeId node);
    void condenseSteps();
    void forget(ModelNodeId node);
    void noteFirstChildren(const QModelIndex &parent);
    void noteLastChildren(const QModelIndex &parent);
    void noteOutdated(ModelNodeId node, const RowRanges &rows);

    const QPointer<QAbstractItemModel> m_model;
    const std::function<void()> m_publish;
    bool m_isObserving = false;
    ModelNodes m_nodes;
    ModelWindows m_windows;
    Changes m_changes;
    qint64 m_revision = 0;
    quint64 m_structure = 0;
    std::vector<ModelNodeId> m_moving; // nodes that are among the rows that are about to move
    std::optional<ModelLayout> m_layout; // before it changes
    QElapsedTimer m_sincePublishing;
    QBasicTimer m_pause;
};

} // namespace WebSocketRpc
