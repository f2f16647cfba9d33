// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modeljournal_p.h"

#include "modelcondenser_p.h"

#include <algorithm>

namespace WebSocketRpc {

namespace {

// If more steps happen in one turn, only their outcome is published.
constexpr qsizetype mostStepsOfTurn = 1000;

bool isOfColumns(const ModelStep &step)
{
    using Change = ModelStep::Change;
    return step.change == Change::InsertColumns || step.change == Change::RemoveColumns
        || step.change == Change::MoveColumns;
}

} // namespace

void ModelJournal::begin()
{
    m_nodes.clear();
    touch(ModelNodes::root);
    ++m_revision;
}

void ModelJournal::end()
{
    m_nodes.clear();
    m_windows.clear();
    m_changes = {};
}

ModelJournal::Changes ModelJournal::take()
{
    m_windows.forgetLostPeers();
    if (!m_changes.steps.isEmpty() || m_changes.reset)
        ++m_revision;
    return std::exchange(m_changes, {});
}

void ModelJournal::touch(ModelNodeId node)
{
    if (ModelNodes::Node *const touched = m_nodes.find(node))
        touched->revision = m_revision + 1;
}

void ModelJournal::note(const ModelStep &step)
{
    ++m_structure;
    if (step.change != ModelStep::Change::AddChildren)
        touch(step.node);
    if (step.toNode)
        touch(*step.toNode);
    m_announce();
    m_windows.apply(step);
    if (m_changes.reset)
        return;
    m_changes.values.apply(step);
    m_changes.outdated.apply(step);
    m_changes.steps.append(step);
    if (isOfColumns(step))
        m_changes.columns = ModelColumns(); // their numbers are others now
    if (m_changes.steps.size() > mostStepsOfTurn)
        condenseSteps();
}

void ModelJournal::condenseSteps()
{
    ModelChanges condensed{.steps = m_changes.steps};
    condense(condensed);
    if (condensed.reset)
        return reset();
    m_changes.steps = condensed.steps;
    for (const ModelRange &range : std::as_const(condensed.changed))
        m_changes.outdated.add(range.node, range.first, range.count);
}

void ModelJournal::noteValues(
    ModelNodeId node, const RowRanges &rows, const ModelColumns &columns, const QList<int> &roles)
{
    if (m_changes.reset || rows.isEmpty())
        return;
    if (m_changes.columns)
        m_changes.columns = {std::min(m_changes.columns->first, columns.first),
            std::max(m_changes.columns->last, columns.last)};
    else
        m_changes.columns = columns;
    m_changes.values.add(node, rows);
    if (roles.isEmpty())
        m_changes.roles.reset();
    else if (m_changes.roles)
        m_changes.roles->insert(roles.begin(), roles.end());
    m_announce();
}

void ModelJournal::noteHeaders()
{
    m_changes.headers = true;
    m_announce();
}

void ModelJournal::noteOutdated(ModelNodeId node, const RowRanges &rows)
{
    if (m_changes.reset || rows.isEmpty())
        return;
    m_changes.outdated.add(node, rows);
    m_announce();
}

void ModelJournal::forget(ModelNodeId node)
{
    for (const ModelNodeId gone : m_nodes.forget(node)) {
        m_windows.forget(gone);
        m_changes.values.forget(gone);
        m_changes.outdated.forget(gone);
    }
}

void ModelJournal::reset()
{
    ++m_structure;
    m_nodes.clear();
    m_windows.clear();
    touch(ModelNodes::root);
    m_changes = {.reset = true};
    m_announce();
}

} // namespace WebSocketRpc
