// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "noderows_p.h"

#include <list>
#include <optional>

namespace WebSocketRpc {

// Decides which rows of a remote model are requested, and when. The rows that were wanted last are requested first,
// since a view that scrolls no longer needs the rows that it has passed.
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

    // The next request to send, if any; it counts as sent then. `ahead` is the number of rows to request on each side
    // of small groups.
    [[nodiscard]] std::optional<Requests::iterator> next(quint64 roles, int ahead);
    // Ends a request. Returns the rows that were not answered, which the caller may want again.
    NodeRows end(Requests::iterator request);
    void abandonRequests(); // they will not be answered: what they were for is wanted again
    void clear();

    // Calls a function of NodeRows on each set of rows, with the arguments.
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
    // Moves rows from `from` to the request while it has room.
    void fill(Request &request, NodeRows &from, int ahead, int &cells) const;
    // Moves the rows that are needed, at most `most`, to `chosen`. Rows that were looked at leave `rows`.
    void choose(
        RemoteNode &node, RowRanges &rows, quint64 roles, int most, RowRanges &chosen) const;

    NodeRows m_wanted;
    NodeRows m_outdated;
    Requests m_requests; // on their way
    bool m_isNewTurn = true;
};

} // namespace WebSocketRpc
