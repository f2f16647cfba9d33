// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelnodes_p.h"
#include "modelreader_p.h"
#include "modelwindows_p.h"

#include <functional>
#include <set>

namespace WebSocketRpc {

// What happened to a model and is not published yet, as far as it concerns the nodes and rows that peers have.
class ModelJournal
{
public:
    struct Changes
    {
        QList<ModelStep> steps = {};
        bool reset = false;
        bool headers = false; // the headers of the columns have changed
        ModelRows values = {}; // rows with new values, which are to be read
        std::optional<ModelColumns> columns = {}; // where the values are
        std::optional<std::set<int>> roles =
            std::set<int>(); // those of the values; nothing for all
        ModelRows outdated = {}; // rows that peers have to ask for again

        [[nodiscard]] bool isEmpty() const
        {
            return steps.isEmpty() && !reset && !headers && values.isEmpty() && outdated.isEmpty();
        }
    };

    // `announce` is called whenever there is something to publish.
    explicit ModelJournal(std::function<void()> announce) : m_announce(std::move(announce)) { }

    void begin(); // the model may have changed since the end
    void end();
    [[nodiscard]] Changes take(); // and counts the revision up if rows have come, gone or moved
    [[nodiscard]] const Changes &changes() const { return m_changes; }

    void note(const ModelStep &step);
    void noteValues(ModelNodeId node, const RowRanges &rows, const ModelColumns &columns,
        const QList<int> &roles);
    void noteHeaders();
    void noteOutdated(ModelNodeId node, const RowRanges &rows);
    void forget(ModelNodeId node); // while its index and those below are valid
    void reset(); // nothing that peers know of the model holds any more

    [[nodiscard]] ModelNodes &nodes() { return m_nodes; }
    [[nodiscard]] ModelWindows &windows() { return m_windows; }
    [[nodiscard]] qint64 revision() const { return m_revision; } // the last one published
    // Differs once rows or columns have come, gone or moved.
    [[nodiscard]] quint64 structure() const { return m_structure; }

private:
    void touch(ModelNodeId node);
    void condenseSteps();

    const std::function<void()> m_announce;
    ModelNodes m_nodes;
    ModelWindows m_windows;
    Changes m_changes;
    qint64 m_revision = 0;
    quint64 m_structure = 0;
};

} // namespace WebSocketRpc
