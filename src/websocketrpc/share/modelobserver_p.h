// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modeljournal_p.h"
#include "modellayout_p.h"
#include "publisher_p.h"

#include <QtCore/qbasictimer.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qpointer.h>

#include <functional>

namespace WebSocketRpc {

// Writes the journal of a model while somebody follows it: translates the signals of the model into what peers know of
// it. It lives in the model's thread.
class ModelObserver final : public QObject, private Publisher
{
public:
    // `publish` is called when it is time to publish the changes.
    ModelObserver(QAbstractItemModel *model, std::function<void()> publish);

    void start();
    void stop(); // forgets everything
    [[nodiscard]] bool isObserving() const { return m_isObserving; }
    void publishNow() { Publisher::publishNow(); }
    void announceIfChanged()
    {
        if (!m_journal.changes().isEmpty())
            announce();
    }
    [[nodiscard]] ModelJournal &journal() { return m_journal; }

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

    void noteFirstChildren(const QModelIndex &parent);
    void noteLastChildren(const QModelIndex &parent);

    const QPointer<QAbstractItemModel> m_model;
    const std::function<void()> m_publish;
    bool m_isObserving = false;
    ModelJournal m_journal{[this] { announce(); }};
    std::vector<ModelNodeId> m_moving; // nodes that are among the rows that are about to move
    std::optional<ModelLayout> m_layout; // before it changes
    QElapsedTimer m_sincePublishing;
    QBasicTimer m_pause;
};

} // namespace WebSocketRpc
