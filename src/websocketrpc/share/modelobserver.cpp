// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelobserver_p.h"

#include "modelcondenser_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// More of them in one turn are told by what they have come to.
constexpr qsizetype mostStepsOfTurn = 1000;

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

// What changes by itself is told in the next turn; what goes on changing, each millisecond.
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

// What was told before that may have changed meanwhile.
void ModelObserver::start()
{
    if (!m_model || std::exchange(m_isObserving, true))
        return;
    m_nodes.clear();
    touch(ModelNodes::root);
    ++m_revision;
    connectRows();
    connectColumns();
    connectOthers();
}

void ModelObserver::stop()
{
    m_isObserving = false;
    if (m_model)
        m_model->disconnect(this);
    m_nodes.clear();
    m_windows.clear();
    m_changes = {};
    m_layout.reset();
}

ModelObserver::Changes ModelObserver::take()
{
    m_windows.forgetLostPeers();
    if (!m_changes.steps.isEmpty() || m_changes.reset)
        ++m_revision;
    return std::exchange(m_changes, {});
}

void ModelObserver::touch(ModelNodeId node)
{
    if (ModelNodes::Node *const touched = m_nodes.find(node))
        touched->revision = m_revision + 1;
}

void ModelObserver::note(const ModelStep &step)
{
    ++m_structure;
    if (step.change != ModelStep::Change::AddChildren)
        touch(step.node);
    if (step.toNode)
        touch(*step.toNode);
    announce();
    m_windows.apply(step);
    if (m_changes.reset)
        return;
    m_changes.values.apply(step);
    m_changes.outdated.apply(step);
    m_changes.steps.append(step);
    if (m_changes.steps.size() > mostStepsOfTurn)
        condenseSteps();
}

void ModelObserver::condenseSteps()
{
    ModelChanges condensed{.steps = m_changes.steps};
    condense(condensed);
    if (condensed.reset)
        return reset();
    m_changes.steps = condensed.steps;
    for (const ModelRange &range : std::as_const(condensed.changed))
        m_changes.outdated.add(range.node, range.first, range.count);
}

void ModelObserver::noteOutdated(ModelNodeId node, const RowRanges &rows)
{
    if (m_changes.reset || rows.isEmpty())
        return;
    m_changes.outdated.add(node, rows);
    announce();
}

void ModelObserver::forget(ModelNodeId node)
{
    for (const ModelNodeId gone : m_nodes.forget(node)) {
        m_windows.forget(gone);
        m_changes.values.forget(gone);
        m_changes.outdated.forget(gone);
    }
}

// They may have been told of as one without children.
void ModelObserver::noteFirstChildren(const QModelIndex &parent)
{
    const auto around = parent.column() == 0 ? m_nodes.idOf(parent.parent()) : std::nullopt;
    if (!around || m_changes.reset || !m_model->hasChildren(parent))
        return;
    if (m_nodes.isFull())
        return noteOutdated(*around, RowRanges(parent.row(), 1));
    note({.change = ModelStep::Change::AddChildren,
        .node = *around,
        .first = parent.row(),
        .count = 1,
        .child = describe(*m_model, m_nodes.add(*around, parent), parent)});
}

void ModelObserver::noteLastChildren(const QModelIndex &parent)
{
    if (!parent.isValid() || m_model->hasChildren(parent))
        return;
    if (const auto node = m_nodes.idOf(parent))
        forget(*node);
    if (const auto around = m_nodes.idOf(parent.parent()))
        noteOutdated(*around, RowRanges(parent.row(), 1));
}

void ModelObserver::rowsInserted(const QModelIndex &parent, int first, int last)
{
    const int count = countOf(first, last);
    if (const auto node = m_nodes.idOf(parent))
        note({ModelStep::Change::InsertRows, *node, first, count});
    else if (m_model->rowCount(parent) == count)
        noteFirstChildren(parent);
}

// Nodes are forgotten while their indexes are valid.
void ModelObserver::rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last)
{
    const auto node = m_nodes.idOf(parent);
    if (!node)
        return;
    for (const ModelNodeId child : m_nodes.childrenIn(*m_model, *node, first, countOf(first, last)))
        forget(child);
}

void ModelObserver::rowsRemoved(const QModelIndex &parent, int first, int last)
{
    if (const auto node = m_nodes.idOf(parent))
        note({ModelStep::Change::RemoveRows, *node, first, countOf(first, last)});
    noteLastChildren(parent);
}

void ModelObserver::rowsAboutToBeMoved(const QModelIndex &from, int first, int last)
{
    m_moving.clear();
    if (const auto node = m_nodes.idOf(from))
        m_moving = m_nodes.childrenIn(*m_model, *node, first, countOf(first, last));
}

// Rows that move to other columns are others.
void ModelObserver::rowsMoved(
    const QModelIndex &from, int first, int last, const QModelIndex &target, int to)
{
    const int count = countOf(first, last);
    const auto node = m_nodes.idOf(from);
    const auto targetNode = m_nodes.idOf(target);
    const auto moving = std::exchange(m_moving, {});
    if (node && targetNode && m_model->columnCount(from) == m_model->columnCount(target)) {
        if (*node != *targetNode) {
            for (const ModelNodeId child : moving)
                m_nodes.setParent(child, *targetNode);
        }
        note({ModelStep::Change::MoveRows, *node, first, count, *targetNode, to});
        if (*targetNode == ModelNodes::root && *node != ModelNodes::root) // there they have headers
            noteOutdated(ModelNodes::root, m_windows.all().within(ModelNodes::root, to, count));
    } else {
        for (const ModelNodeId child : moving)
            forget(child);
        if (node)
            note({ModelStep::Change::RemoveRows, *node, first, count});
        if (targetNode)
            note({ModelStep::Change::InsertRows, *targetNode, to, count});
        else if (m_model->rowCount(target) == count)
            noteFirstChildren(target);
    }
    if (from != target)
        noteLastChildren(from);
}

// In some models the children go with the row, and in others with its first cell.
void ModelObserver::columnsChanged(const QModelIndex &parent, ModelStep step)
{
    const auto node = m_nodes.idOf(parent);
    if (!node) {
        if (step.change == ModelStep::Change::InsertColumns
            && m_model->columnCount(parent) == step.count)
            noteFirstChildren(parent);
        return;
    }
    const bool areFirst = step.first == 0 || step.to == 0;
    if (areFirst && !m_nodes.find(*node)->children.empty())
        return reset();
    step.node = *node;
    note(step);
    m_changes.columns = ModelColumns(); // they are others now
    if (areFirst)
        noteOutdated(*node, m_windows.all().within(*node, 0, m_model->rowCount(parent)));
    m_changes.headers |= *node == ModelNodes::root;
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
    if (m_nodes.idOf(from) || m_nodes.idOf(target))
        reset();
}

void ModelObserver::layoutAboutToBeChanged(const QList<QPersistentModelIndex> &parents)
{
    m_layout.emplace(*m_model, m_nodes, m_windows.all(), parents);
}

void ModelObserver::layoutChanged(QAbstractItemModel::LayoutChangeHint hint)
{
    const auto layout = std::exchange(m_layout, std::nullopt);
    const auto changes = layout && hint != QAbstractItemModel::HorizontalSortHint
        ? layout->changes(*m_model, m_nodes)
        : std::nullopt;
    if (!changes)
        return reset();
    for (const ModelNodeId lost : layout->lost()) {
        if (m_nodes.find(lost))
            forget(lost);
    }
    for (const ModelStep &step : changes->steps) {
        if (m_nodes.find(step.node))
            note(step);
    }
    for (const auto &[node, rows] : changes->outdated.nodes())
        noteOutdated(node, rows);
    m_changes.headers = !m_changes.reset; // columns may have been others while there were no rows
    announce();
}

// Only what somebody has is told.
void ModelObserver::dataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    const auto node = m_nodes.idOf(topLeft.parent());
    if (!node || !topLeft.isValid() || !bottomRight.isValid() || m_changes.reset)
        return;
    const RowRanges rows =
        m_windows.all().within(*node, topLeft.row(), countOf(topLeft.row(), bottomRight.row()));
    if (rows.isEmpty())
        return;
    if (m_changes.columns)
        m_changes.columns = {std::min(m_changes.columns->first, topLeft.column()),
            std::max(m_changes.columns->last, bottomRight.column())};
    else
        m_changes.columns = {topLeft.column(), bottomRight.column()};
    m_changes.values.add(*node, rows);
    if (roles.isEmpty())
        m_changes.roles.reset();
    else if (m_changes.roles)
        m_changes.roles->insert(roles.begin(), roles.end());
    announce();
}

void ModelObserver::headersChanged(Qt::Orientation orientation, int first, int last)
{
    if (orientation == Qt::Horizontal) {
        m_changes.headers = true;
        return announce();
    }
    noteOutdated(
        ModelNodes::root, m_windows.all().within(ModelNodes::root, first, countOf(first, last)));
}

void ModelObserver::reset()
{
    ++m_structure;
    m_nodes.clear();
    m_windows.clear();
    touch(ModelNodes::root);
    m_changes = {.reset = true};
    announce();
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
    connect(m_model, &Model::modelReset, this, &ModelObserver::reset);
}

} // namespace WebSocketRpc
