// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "noderows_p.h"

#include <list>
#include <optional>

namespace WebSocketRpc {

// Which rows of a remote model are asked for, and when. What was wanted last is asked for first, since a
// view that scrolls does not need any more what it has passed.
class RowFetcher
{
public:
    struct Request
    {
        NodeRows rows; // that have not been answered
        quint64 roles; // a bit for each
    };
    using Requests = std::list<Request>;

    void want(RemoteNode *node, const RowRanges &rows);
    void want(const NodeRows &rows);
    void refresh(
        RemoteNode *node, const RowRanges &rows); // that a view has, so it does not ask again
    void endTurn() { m_isNewTurn = true; } // of the event loop

    // What to ask for now, if anything; it is on its way then. `ahead` is how many rows beside small groups
    // of rows are asked for as well.
    [[nodiscard]] std::optional<Requests::iterator> next(quint64 roles, int ahead);
    // Nobody waits for its answer any more. What it still has of rows is for the caller to want again.
    NodeRows end(Requests::iterator request);
    void abandonRequests(); // they will not be answered: what they were for is wanted again
    void clear();

    // Calls a function of each set of rows, with the arguments; see NodeRows.
    template<typename... Parameters, typename... Arguments>
    void follow(void (NodeRows::*what)(Parameters...), const Arguments &...arguments)
    {
        (m_wanted.*what)(arguments...);
        (m_outdated.*what)(arguments...);
        for (Request &request : m_requests)
            (request.rows.*what)(arguments...);
    }

private:
    [[nodiscard]] bool isNeeded(RemoteNode &node, int row, quint64 roles) const;
    // Takes from `from` what the request has room for.
    void fill(Request &request, NodeRows &from, int ahead, int &cells) const;
    // Moves those rows that are needed, at most `most`, to `chosen`, and takes from `rows` what was looked at.
    void choose(
        RemoteNode &node, RowRanges &rows, quint64 roles, int most, RowRanges &chosen) const;

    NodeRows m_wanted;
    NodeRows m_outdated;
    Requests m_requests; // on their way
    bool m_isNewTurn = true;
};

} // namespace WebSocketRpc
