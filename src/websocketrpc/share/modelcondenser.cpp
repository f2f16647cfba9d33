// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelcondenser_p.h"

#include "modelrows_p.h"

#include <algorithm>
#include <map>
#include <optional>

namespace WebSocketRpc {

namespace {

constexpr qsizetype mostSteps = 32;
constexpr qsizetype mostBlocks = 64;
constexpr std::size_t mostNodes = 64;

// `removed` rows from `first` on have become `inserted` others.
struct Splice
{
    int first = 0;
    int removed = 0;
    int inserted = 0;

    // Becomes the splice that does both, one after the other.
    void add(const Splice &later)
    {
        const int begin = std::min(first, later.first);
        const int end = std::max(first + inserted, later.first + later.removed);
        const int growth = inserted - removed;
        *this = {begin, end - growth - begin, end - begin + later.inserted - later.removed};
    }
};

class Splices
{
public:
    // False if a splice cannot express the step.
    [[nodiscard]] bool add(const ModelStep &step)
    {
        switch (step.change) {
        case ModelStep::Change::InsertRows:
            add(step.node, {step.first, 0, step.count});
            return true;
        case ModelStep::Change::RemoveRows:
            add(step.node, {step.first, step.count, 0});
            return true;
        case ModelStep::Change::MoveRows:
            addMove(step);
            return true;
        case ModelStep::Change::ChangeLayout:
            add(step.node, {0, step.count, step.count});
            return true;
        case ModelStep::Change::AddChildren:
            return true;
        case ModelStep::Change::InsertColumns:
        case ModelStep::Change::RemoveColumns:
        case ModelStep::Change::MoveColumns:
            return false;
        }
        return false;
    }

    [[nodiscard]] std::size_t size() const { return m_splices.size(); }

    [[nodiscard]] QList<ModelStep> toSteps() const
    {
        QList<ModelStep> steps;
        const auto add = [&steps](
                             ModelStep::Change change, ModelNodeId node, int first, int count) {
            ModelStep &step = steps.emplaceBack();
            step.change = change;
            step.node = node;
            step.first = first;
            step.count = count;
        };
        for (const auto &[node, splice] : m_splices) {
            if (splice.removed > 0)
                add(ModelStep::Change::RemoveRows, node, splice.first, splice.removed);
            if (splice.inserted > 0)
                add(ModelStep::Change::InsertRows, node, splice.first, splice.inserted);
        }
        return steps;
    }

    // No peer knows the new rows.
    void removeNewRows(ModelRows &rows) const
    {
        for (const auto &[node, splice] : m_splices)
            rows.remove(node, splice.first, splice.inserted);
    }

private:
    void add(ModelNodeId node, const Splice &later)
    {
        const auto [entry, isNew] = m_splices.try_emplace(node, later);
        if (!isNew)
            entry->second.add(later);
    }

    void addMove(const ModelStep &step)
    {
        const ModelNodeId target = step.toNode.value_or(step.node);
        const int to = step.to.value_or(0);
        if (target != step.node) {
            add(step.node, {step.first, step.count, 0});
            add(target, {to, 0, step.count});
            return;
        }
        const int begin = std::min(step.first, to);
        const int size = std::max(step.first + step.count, to) - begin;
        add(step.node, {begin, size, size});
    }

    std::map<ModelNodeId, Splice> m_splices;
};

void addChangedRows(ModelRows &rows, const ModelChanges &changes)
{
    for (const ModelRange &range : changes.changed)
        rows.add(range.node, range.first, range.count);
    for (const ModelBlock &block : changes.values)
        rows.add(block.node, block.first, block.count);
}

void makeReset(ModelChanges &changes)
{
    changes = {.revision = changes.revision, .reset = true};
}

bool isWithin(int first, int count, int outerFirst, int outerCount)
{
    return outerFirst <= first && first + count <= outerFirst + outerCount;
}

bool replaces(const ModelBlock &later, const ModelBlock &earlier)
{
    const auto hasRole = [&](const QString &role) { return later.values.contains(role); };
    const QStringList roles = earlier.values.keys();
    return later.node == earlier.node
        && isWithin(earlier.first, earlier.count, later.first, later.count)
        && isWithin(earlier.firstColumn, earlier.columns, later.firstColumn, later.columns)
        && std::ranges::all_of(roles, hasRole);
}

// Replaces the steps with their outcome.
bool condenseSteps(ModelChanges &changes)
{
    Splices splices;
    ModelRows changed; // after the steps so far
    for (const ModelStep &step : std::as_const(changes.steps)) {
        if (!splices.add(step))
            return false;
        changed.apply(step);
        if (step.change == ModelStep::Change::AddChildren)
            changed.add(step.node, step.first, 1);
    }
    addChangedRows(changed, changes);
    splices.removeNewRows(changed);
    changes.steps = splices.toSteps();
    changes.values.clear();
    changes.changed = changed.toList();
    return splices.size() <= mostNodes;
}

bool condenseValues(ModelChanges &changes)
{
    ModelRows changed;
    addChangedRows(changed, changes);
    changes.values.clear();
    changes.changed = changed.toList();
    if (changes.changed.size() <= mostBlocks)
        return true;
    changes.changed.clear();
    for (const auto &[node, rows] : changed.nodes()) {
        const int first = rows.ranges().front().first;
        changes.changed.append({node, first, rows.ranges().back().end - first});
    }
    return changes.changed.size() <= mostBlocks;
}

} // namespace

void condense(ModelChanges &changes)
{
    bool isPossible = true;
    if (changes.steps.size() > mostSteps)
        isPossible = condenseSteps(changes);
    if (isPossible && changes.values.size() + changes.changed.size() > mostBlocks)
        isPossible = condenseValues(changes);
    if (!isPossible)
        makeReset(changes);
}

void append(ModelChanges &all, const ModelChanges &later)
{
    all.revision = later.revision;
    if (all.reset || later.reset)
        return makeReset(all);
    if (!later.steps.isEmpty()) {
        ModelRows changed;
        addChangedRows(changed, all);
        for (const ModelStep &step : later.steps)
            changed.apply(step);
        all.changed = changed.toList();
        all.values.clear();
        all.steps += later.steps;
    }
    for (const ModelBlock &block : later.values)
        all.values.removeIf([&](const ModelBlock &earlier) { return replaces(block, earlier); });
    all.values += later.values;
    all.changed += later.changed;
    if (later.headers)
        all.headers = later.headers;
    condense(all);
}

} // namespace WebSocketRpc
