// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelobserver_p.h"

namespace WebSocketRpc {

namespace {

int countOf(int first, int last)
{
    return last - first + 1;
}

} // namespace

ModelObserver::ModelObserver(QAbstractItemModel *model, std::function<void()> publish)
    : m_model(model)
    , m_publish(std::move(publish))
{
}

void ModelObserver::publish()
{
    m_pause.stop();
    m_sincePublishing.start();
    m_publish();
}

// A single change is published in the next turn. A model that goes on changing is published each millisecond.
void ModelObserver::announce()
{
    constexpr int pause = 1; // ms
    if (isAnnounced())
        return;
    if (!m_sincePublishing.isValid() || m_sincePublishing.hasExpired(pause))
        return Publisher::announce();
    announceForLater();
    m_pause.start(pause, this);
}

void ModelObserver::timerEvent(QTimerEvent *)
{
    m_pause.stop();
    publishNow();
}

// Nodes from an earlier time may have changed meanwhile.
void ModelObserver::start()
{
    if (!m_model || std::exchange(m_isObserving, true))
        return;
    m_journal.begin();
    connectRows();
    connectColumns();
    connectOthers();
}

void ModelObserver::stop()
{
    m_isObserving = false;
    if (m_model)
        m_model->disconnect(this);
    m_journal.end();
    m_layout.reset();
}

// Peers may know the parent as an index without children.
void ModelObserver::noteFirstChildren(const QModelIndex &parent)
{
    const auto around =
        parent.column() == 0 ? m_journal.nodes().idOf(parent.parent()) : std::nullopt;
    if (!around || m_journal.changes().reset || !m_model->hasChildren(parent))
        return;
    if (m_journal.nodes().isFull())
        return m_journal.noteOutdated(*around, RowRanges(parent.row(), 1));
    m_journal.note({.change = ModelStep::Change::AddChildren,
        .node = *around,
        .first = parent.row(),
        .count = 1,
        .child = describe(*m_model, m_journal.nodes().add(*around, parent), parent)});
}

void ModelObserver::noteLastChildren(const QModelIndex &parent)
{
    if (!parent.isValid() || m_model->hasChildren(parent))
        return;
    if (const auto node = m_journal.nodes().idOf(parent))
        m_journal.forget(*node);
    if (const auto around = m_journal.nodes().idOf(parent.parent()))
        m_journal.noteOutdated(*around, RowRanges(parent.row(), 1));
}

void ModelObserver::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const int count = countOf(first, last);
    if (const auto node = m_journal.nodes().idOf(parent))
        m_journal.note({ModelStep::Change::InsertRows, *node, first, count});
    else if (m_model->rowCount(parent) == count)
        noteFirstChildren(parent);
}

// Nodes can only be forgotten while their indexes are valid.
void ModelObserver::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const auto node = m_journal.nodes().idOf(parent);
    if (!node)
        return;
    for (const ModelNodeId child :
        m_journal.nodes().childrenIn(*m_model, *node, first, countOf(first, last)))
        m_journal.forget(child);
}

void ModelObserver::rowsRemoved(const QModelIndex &parent, int first, int last)
{
    if (const auto node = m_journal.nodes().idOf(parent))
        m_journal.note({ModelStep::Change::RemoveRows, *node, first, countOf(first, last)});
    noteLastChildren(parent);
}

void ModelObserver::rowsAboutToBeMoved(const QModelIndex &from, int first, int last)
{
    m_moving.clear();
    if (const auto node = m_journal.nodes().idOf(from))
        m_moving = m_journal.nodes().childrenIn(*m_model, *node, first, countOf(first, last));
}

// If the number of columns differs, the rows are told as removed and inserted.
void ModelObserver::rowsMoved(
    const QModelIndex &from, int first, int last, const QModelIndex &target, int to)
{
    const int count = countOf(first, last);
    const auto node = m_journal.nodes().idOf(from);
    const auto targetNode = m_journal.nodes().idOf(target);
    const auto moving = std::exchange(m_moving, {});
    if (node && targetNode && m_model->columnCount(from) == m_model->columnCount(target)) {
        if (*node != *targetNode) {
            for (const ModelNodeId child : moving)
                m_journal.nodes().setParent(child, *targetNode);
        }
        m_journal.note({ModelStep::Change::MoveRows, *node, first, count, *targetNode, to});
        if (*targetNode == ModelNodes::root && *node != ModelNodes::root) // there they have headers
            m_journal.noteOutdated(
                ModelNodes::root, m_journal.windows().all().within(ModelNodes::root, to, count));
    } else {
        for (const ModelNodeId child : moving)
            m_journal.forget(child);
        if (node)
            m_journal.note({ModelStep::Change::RemoveRows, *node, first, count});
        if (targetNode)
            m_journal.note({ModelStep::Change::InsertRows, *targetNode, to, count});
        else if (m_model->rowCount(target) == count)
            noteFirstChildren(target);
    }
    if (from != target)
        noteLastChildren(from);
}

// When first columns move, children stay with the row in some models and go with the cell in others.
void ModelObserver::columnsChanged(const QModelIndex &parent, ModelStep step)
{
    const auto node = m_journal.nodes().idOf(parent);
    if (!node) {
        if (step.change == ModelStep::Change::InsertColumns
            && m_model->columnCount(parent) == step.count)
            noteFirstChildren(parent);
        return;
    }
    const bool areFirst = step.first == 0 || step.to == 0;
    if (areFirst && !m_journal.nodes().find(*node)->children.empty())
        return m_journal.reset();
    step.node = *node;
    m_journal.note(step);
    if (areFirst)
        m_journal.noteOutdated(
            *node, m_journal.windows().all().within(*node, 0, m_model->rowCount(parent)));
    if (*node == ModelNodes::root)
        m_journal.noteHeaders();
    if (step.change == ModelStep::Change::RemoveColumns)
        noteLastChildren(parent);
}

void ModelObserver::columnsMoved(
    const QModelIndex &from, int first, int last, const QModelIndex &target, int to)
{
    if (from == target)
        return columnsChanged(from,
            {.change = ModelStep::Change::MoveColumns,
                .first = first,
                .count = countOf(first, last),
                .to = to});
    if (m_journal.nodes().idOf(from) || m_journal.nodes().idOf(target))
        m_journal.reset();
}

void ModelObserver::layoutAboutToBeChanged(const QList<QPersistentModelIndex> &parents)
{
    m_layout.emplace(*m_model, m_journal.nodes(), m_journal.windows().all(), parents);
}

void ModelObserver::layoutChanged(QAbstractItemModel::LayoutChangeHint hint)
{
    const auto layout = std::exchange(m_layout, std::nullopt);
    const auto changes = layout && hint != QAbstractItemModel::HorizontalSortHint
        ? layout->changes(*m_model, m_journal.nodes())
        : std::nullopt;
    if (!changes)
        return m_journal.reset();
    for (const ModelNodeId lost : layout->lost()) {
        if (m_journal.nodes().find(lost))
            m_journal.forget(lost);
    }
    for (const ModelStep &step : changes->steps) {
        if (m_journal.nodes().find(step.node))
            m_journal.note(step);
    }
    for (const auto &[node, rows] : changes->outdated.nodes())
        m_journal.noteOutdated(node, rows);
    m_journal.noteHeaders(); // the columns may have changed while there were no rows
}

// Only rows that a peer has are published.
void ModelObserver::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    const auto node = m_journal.nodes().idOf(topLeft.parent());
    if (!node || !topLeft.isValid() || !bottomRight.isValid())
        return;
    const RowRanges rows = m_journal.windows().all().within(
        *node, topLeft.row(), countOf(topLeft.row(), bottomRight.row()));
    m_journal.noteValues(*node, rows, {topLeft.column(), bottomRight.column()}, roles);
}

void ModelObserver::headersChanged(Qt::Orientation orientation, int first, int last)
{
    if (orientation == Qt::Horizontal)
        return m_journal.noteHeaders();
    m_journal.noteOutdated(ModelNodes::root,
        m_journal.windows().all().within(ModelNodes::root, first, countOf(first, last)));
}

void ModelObserver::connectRows()
{
    using Model = QAbstractItemModel;
    connect(m_model, &Model::rowsInserted, this, &ModelObserver::rowsInserted);
    connect(m_model, &Model::rowsAboutToBeRemoved, this, &ModelObserver::rowsAboutToBeRemoved);
    connect(m_model, &Model::rowsRemoved, this, &ModelObserver::rowsRemoved);
    connect(m_model, &Model::rowsAboutToBeMoved, this, &ModelObserver::rowsAboutToBeMoved);
    connect(m_model, &Model::rowsMoved, this, &ModelObserver::rowsMoved);
}

void ModelObserver::connectColumns()
{
    using Model = QAbstractItemModel;
    using Change = ModelStep::Change;
    connect(m_model, &Model::columnsInserted, this,
        [this](const QModelIndex &parent, int first, int last) {
            columnsChanged(parent,
                {.change = Change::InsertColumns, .first = first, .count = countOf(first, last)});
        });
    connect(m_model, &Model::columnsRemoved, this,
        [this](const QModelIndex &parent, int first, int last) {
            columnsChanged(parent,
                {.change = Change::RemoveColumns, .first = first, .count = countOf(first, last)});
        });
    connect(m_model, &Model::columnsMoved, this, &ModelObserver::columnsMoved);
}

void ModelObserver::connectOthers()
{
    using Model = QAbstractItemModel;
    connect(m_model, &Model::layoutAboutToBeChanged, this, &ModelObserver::layoutAboutToBeChanged);
    connect(m_model, &Model::layoutChanged, this,
        [this](const QList<QPersistentModelIndex> &, Model::LayoutChangeHint hint) {
            layoutChanged(hint);
        });
    connect(m_model, &Model::dataChanged, this, &ModelObserver::dataChanged);
    connect(m_model, &Model::headerDataChanged, this, &ModelObserver::headersChanged);
    connect(m_model, &Model::modelReset, this, [this] { m_journal.reset(); });
}

} // namespace WebSocketRpc
