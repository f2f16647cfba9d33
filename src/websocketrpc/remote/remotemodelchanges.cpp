// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotemodelchanges_p.h"

#include <algorithm>
#include <unordered_set>

namespace WebSocketRpc {

namespace {

bool isWithin(int first, int count, int size)
{
    return first >= 0 && count > 0 && first <= size && count <= size - first;
}

bool isRoomFor(int first, int count, int size, int most)
{
    return first >= 0 && first <= size && count > 0 && count <= most - size;
}

// As in QAbstractItemModel::beginMoveRows().
bool isMovePossible(int first, int count, int to, int size)
{
    return isWithin(first, count, size) && to >= 0 && to <= size
        && (to < first || to > first + count);
}

// The old and new rows of a change of the layout. Nothing if they are impossible.
std::optional<NewRows> newRowsOf(const ModelStep &step)
{
    const QList<int> pairs = step.rows.value_or(QList<int>());
    if (pairs.size() % 2)
        return {};
    NewRows rows;
    std::unordered_set<int> taken;
    for (qsizetype i = 0; i < pairs.size(); i += 2) {
        const int before = pairs[i];
        const int after = pairs[i + 1];
        if (!isWithin(before, 1, step.count) || !isWithin(after, 1, step.count)
            || !rows.emplace(before, after).second || !taken.insert(after).second)
            return {};
    }
    return rows;
}

// For each column its former number, or -1 if it is new.
std::vector<int> formerColumns(const ModelStep &step, int columns)
{
    std::vector<int> former = std::vector<int>(std::size_t(columns));
    std::iota(former.begin(), former.end(), 0);
    const auto first = former.begin() + step.first;
    switch (step.change) {
    case ModelStep::Change::InsertColumns:
        former.insert(first, std::size_t(step.count), -1);
        break;
    case ModelStep::Change::RemoveColumns:
        former.erase(first, first + step.count);
        break;
    default: {
        const auto to = former.begin() + *step.to;
        if (to < first)
            std::rotate(to, first, first + step.count);
        else
            std::rotate(first, first + step.count, to);
    }
    }
    return former;
}

} // namespace

RemoteModelChanges::RemoteModelChanges(RemoteModelPrivate *model)
    : d(model)
    , q(model->q)
    , m_holds(model->untilNow())
{
}

RemoteModelChanges::Outcome RemoteModelChanges::apply(const ModelChanges &changes)
{
    for (const ModelStep &step : changes.steps) {
        if (!isPossible(step))
            return Outcome::Impossible;
        apply(step);
        if (!m_holds())
            return Outcome::Overtaken;
    }
    d->revision = changes.revision;
    if (changes.headers) {
        if (const Outcome outcome = replaceHeaders(*changes.headers); outcome != Outcome::Done)
            return outcome;
    }
    for (const ModelBlock &block : changes.values) {
        if (const Outcome outcome = applyTold(block); outcome != Outcome::Done)
            return outcome;
    }
    NodeRows changed;
    for (const ModelRange &range : changes.changed) {
        const auto node = d->m_nodes.find(range.node);
        if (node != d->m_nodes.end() && isWithin(range.first, range.count, node->second->rows()))
            changed.merge(node->second, RowRanges(range.first, range.count));
    }
    return changed.isEmpty() ? Outcome::Done : refresh(changed);
}

RemoteNode *RemoteModelChanges::find(ModelNodeId node) const
{
    const auto found = d->m_nodes.find(node);
    return found == d->m_nodes.end() ? nullptr : found->second;
}

// Steps of nodes that are gone are possible, and ignored.
bool RemoteModelChanges::isPossible(const ModelStep &step) const
{
    const RemoteNode *const node = find(step.node);
    if (!node)
        return step.change != ModelStep::Change::MoveRows || !step.toNode || !find(*step.toNode)
            || isRoomFor(step.to.value_or(-1), step.count, find(*step.toNode)->rows(), mostRows);
    switch (step.change) {
    case ModelStep::Change::InsertRows:
        return isRoomFor(step.first, step.count, node->rows(), mostRows);
    case ModelStep::Change::RemoveRows:
        return isWithin(step.first, step.count, node->rows());
    case ModelStep::Change::MoveRows:
        return isMovePossible(*node, step);
    case ModelStep::Change::InsertColumns:
        return isRoomFor(step.first, step.count, node->columns(), mostColumns);
    case ModelStep::Change::RemoveColumns:
        return isWithin(step.first, step.count, node->columns());
    case ModelStep::Change::MoveColumns:
        return WebSocketRpc::isMovePossible(
            step.first, step.count, step.to.value_or(-1), node->columns());
    case ModelStep::Change::ChangeLayout:
        return step.count == node->rows() && newRowsOf(step);
    case ModelStep::Change::AddChildren:
        return isWithin(step.first, 1, node->rows()) && step.child
            && isPossible(*step.child, node->child(step.first));
    }
    return false;
}

bool RemoteModelChanges::isMovePossible(const RemoteNode &node, const ModelStep &step) const
{
    const RemoteNode *const target = find(step.toNode.value_or(step.node));
    const int to = step.to.value_or(-1);
    if (target == &node)
        return WebSocketRpc::isMovePossible(step.first, step.count, to, node.rows());
    if (!isWithin(step.first, step.count, node.rows()))
        return false;
    // Rows cannot move into themselves.
    for (const RemoteNode *inner = target; inner; inner = inner->parent()) {
        if (inner->parent() == &node && inner->row() >= step.first
            && inner->row() - step.first < step.count)
            return false;
    }
    return !target || isRoomFor(to, step.count, target->rows(), mostRows);
}

void RemoteModelChanges::apply(const ModelStep &step)
{
    RemoteNode *const node = find(step.node);
    if (!node && step.change != ModelStep::Change::MoveRows)
        return;
    switch (step.change) {
    case ModelStep::Change::InsertRows:
        return insertRows(*node, step.first, step.count);
    case ModelStep::Change::RemoveRows:
        return removeRows(*node, step.first, step.count);
    case ModelStep::Change::MoveRows:
        return moveRows(node, step);
    case ModelStep::Change::InsertColumns:
    case ModelStep::Change::RemoveColumns:
    case ModelStep::Change::MoveColumns:
        return changeColumns(*node, step);
    case ModelStep::Change::ChangeLayout:
        return changeLayout(*node, step);
    case ModelStep::Change::AddChildren:
        (void)applyChild(*node, step.first, &*step.child);
    }
}

void RemoteModelChanges::insertRows(RemoteNode &node, int first, int count)
{
    q->beginInsertRows(d->indexOf(node), first, first + count - 1);
    node.insertRows(first, count);
    d->m_fetcher.follow(&NodeRows::insertRows, &node, first, count);
    q->endInsertRows();
}

void RemoteModelChanges::removeRows(RemoteNode &node, int first, int count)
{
    q->beginRemoveRows(d->indexOf(node), first, first + count - 1);
    const RemoteNode::Nodes gone = node.removeRows(first, count);
    d->m_fetcher.follow(&NodeRows::removeRows, &node, first, count);
    forget(gone);
    q->endRemoveRows();
}

// If one end of the move is no node here, the rows are removed or inserted.
void RemoteModelChanges::moveRows(RemoteNode *node, const ModelStep &step)
{
    RemoteNode *const target = find(step.toNode.value_or(step.node));
    const int to = step.to.value_or(-1);
    if (!node && !target)
        return;
    if (!target)
        return removeRows(*node, step.first, step.count);
    if (!node)
        return insertRows(*target, to, step.count);
    q->beginMoveRows(
        d->indexOf(*node), step.first, step.first + step.count - 1, d->indexOf(*target), to);
    node->moveRows(step.first, step.count, *target, to);
    d->m_fetcher.follow(&NodeRows::moveRows, node, step.first, step.count, target, to);
    q->endMoveRows();
}

void RemoteModelChanges::changeColumns(RemoteNode &node, const ModelStep &step)
{
    const QModelIndex index = d->indexOf(node);
    const int last = step.first + step.count - 1;
    const std::vector<int> former = formerColumns(step, node.columns());
    const auto change = [&] { node.remapColumns(former, int(d->description->roles.size())); };
    if (step.change == ModelStep::Change::InsertColumns) {
        for (const CachedRows::Entry &entry : node.cache().entries())
            d->m_fetcher.refresh(&node, RowRanges(entry.row, 1));
        d->request();
        q->beginInsertColumns(index, step.first, last);
        change();
        q->endInsertColumns();
    } else if (step.change == ModelStep::Change::RemoveColumns) {
        q->beginRemoveColumns(index, step.first, last);
        change();
        q->endRemoveColumns();
    } else {
        q->beginMoveColumns(index, step.first, last, index, *step.to);
        change();
        q->endMoveColumns();
    }
}

void RemoteModelChanges::changeLayout(RemoteNode &node, const ModelStep &step)
{
    const NewRows newRows = *newRowsOf(step);
    const QList<QPersistentModelIndex> parents{d->indexOf(node)};
    constexpr auto hint = QAbstractItemModel::NoLayoutChangeHint;
    Q_EMIT q->layoutAboutToBeChanged(parents, hint);
    if (!m_holds())
        return;
    QModelIndexList before;
    QModelIndexList after;
    for (const QModelIndex &index : q->persistentIndexList()) {
        int row = index.row();
        const RemoteNode *around = &RemoteModelPrivate::nodeAround(index);
        const bool isOfNode = around == &node;
        for (; around && around != &node; around = around->parent())
            row = around->row();
        if (!around)
            continue;
        const auto place = newRows.find(row);
        if (place != newRows.end() && !isOfNode)
            continue; // it stays where it is, in one that moves
        before.append(index);
        after.append(place == newRows.end()
                ? QModelIndex()
                : q->createIndex(place->second, index.column(), index.internalPointer()));
    }
    q->changePersistentIndexList(before, after);
    const RemoteNode::Nodes lost = node.rearrange(newRows);
    d->m_fetcher.follow(&NodeRows::rearrange, &node, newRows);
    forget(lost);
    Q_EMIT q->layoutChanged(parents, hint);
}

RemoteModelChanges::Outcome RemoteModelChanges::replaceHeaders(const QVariantList &headers)
{
    d->description->headers = headers;
    const int columns = d->m_root->columns();
    if (columns > 0)
        Q_EMIT q->headerDataChanged(Qt::Horizontal, 0, columns - 1);
    return m_holds() ? Outcome::Done : Outcome::Overtaken;
}

bool RemoteModelChanges::isPossible(const ModelNode &node, const RemoteNode *known) const
{
    const RemoteNode *const other = find(node.node);
    return node.node > 0 && (!other || other == known) && hasPossibleSize(node);
}

// A known node keeps its rows, even if it has got a new number after a reconnect.
RemoteModelChanges::Outcome RemoteModelChanges::applyChild(
    RemoteNode &parent, int row, const ModelNode *told)
{
    RemoteNode *const known = parent.child(row);
    const bool isSame = known && told && (known->id() < 0 || known->id() == told->node)
        && known->rows() == told->rows && known->columns() == told->columns;
    if (isSame) {
        if (known->id() >= 0)
            d->m_nodes.erase(known->id());
        known->setId(told->node);
        known->hasMore = told->hasMore;
        d->m_nodes.emplace(told->node, known);
        d->request();
        return Outcome::Done;
    }
    if (known) {
        if (const Outcome outcome = removeNode(*known); outcome != Outcome::Done)
            return outcome;
    }
    return told ? addNode(parent, row, *told) : Outcome::Done;
}

RemoteModelChanges::Outcome RemoteModelChanges::addNode(
    RemoteNode &parent, int row, const ModelNode &told)
{
    RemoteNode &node = parent.addChild(told.node, row);
    d->m_nodes.emplace(told.node, &node);
    node.hasMore = told.hasMore;
    if (told.columns > 0) {
        q->beginInsertColumns(d->indexOf(node), 0, told.columns - 1);
        node.setColumns(told.columns);
        q->endInsertColumns();
        if (!m_holds())
            return Outcome::Overtaken;
    }
    if (told.rows > 0)
        insertRows(node, 0, told.rows);
    return m_holds() ? Outcome::Done : Outcome::Overtaken;
}

RemoteModelChanges::Outcome RemoteModelChanges::removeNode(RemoteNode &node)
{
    if (node.rows() > 0) {
        removeRows(node, 0, node.rows());
        if (!m_holds())
            return Outcome::Overtaken;
    }
    if (node.columns() > 0) {
        q->beginRemoveColumns(d->indexOf(node), 0, node.columns() - 1);
        node.setColumns(0);
        q->endRemoveColumns();
        if (!m_holds())
            return Outcome::Overtaken;
    }
    RemoteNode::Nodes gone;
    gone.push_back(node.parent()->takeChild(node.row()));
    forget(gone);
    return Outcome::Done;
}

void RemoteModelChanges::forget(const RemoteNode::Nodes &nodes)
{
    for (const RemoteNode::Pointer &node : nodes) {
        d->m_nodes.erase(node->id());
        d->m_fetcher.follow(&NodeRows::forget, node.get());
        forget(node->children());
    }
}

} // namespace WebSocketRpc
