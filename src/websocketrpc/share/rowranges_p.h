// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

namespace WebSocketRpc {

// A set of rows that follows its rows when the model changes. It takes memory for each run of rows, not for each row.
class RowRanges
{
public:
    struct Range
    {
        int first;
        int end; // the row behind the last

        [[nodiscard]] int count() const { return end - first; }
        friend bool operator==(const Range &, const Range &) = default;
    };

    RowRanges() = default;
    RowRanges(int first, int count) { add(first, count); }

    void add(int first, int count);
    void add(const RowRanges &others);
    void remove(int first, int count);
    void remove(const RowRanges &others);
    void clear() { m_ranges.clear(); }

    [[nodiscard]] bool isEmpty() const { return m_ranges.empty(); }
    [[nodiscard]] int count() const;
    [[nodiscard]] bool contains(int row) const { return intersects(row, 1); }
    [[nodiscard]] bool intersects(int first, int count) const;
    [[nodiscard]] RowRanges within(int first, int count) const;
    [[nodiscard]] const std::vector<Range> &ranges() const { return m_ranges; } // in order, apart

    // Changes of the model. New rows do not belong to the set.
    void insertRows(int first, int count);
    void removeRows(int first, int count);
    void moveRows(int first, int count, int to); // before the row that is `to` before the move

    friend bool operator==(const RowRanges &, const RowRanges &) = default;

private:
    std::vector<Range> m_ranges;
};

} // namespace WebSocketRpc
