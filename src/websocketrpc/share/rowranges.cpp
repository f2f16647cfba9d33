// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rowranges_p.h"

#include <algorithm>

namespace WebSocketRpc {

void RowRanges::add(int first, int count)
{
    if (count <= 0)
        return;
    Range added{first, first + count};
    // Ranges that it touches are joined with it.
    const auto begin = std::ranges::lower_bound(m_ranges, added.first, {}, &Range::end);
    auto end = begin;
    for (; end != m_ranges.end() && end->first <= added.end; ++end) {
        added.first = std::min(added.first, end->first);
        added.end = std::max(added.end, end->end);
    }
    m_ranges.insert(m_ranges.erase(begin, end), added);
}

void RowRanges::add(const RowRanges &others)
{
    for (const Range &range : others.m_ranges)
        add(range.first, range.count());
}

void RowRanges::remove(int first, int count)
{
    if (count <= 0)
        return;
    const int end = first + count;
    auto range = std::ranges::upper_bound(m_ranges, first, {}, &Range::end);
    while (range != m_ranges.end() && range->first < end) {
        const Range whole = *range;
        range = m_ranges.erase(range);
        if (whole.end > end)
            range = m_ranges.insert(range, {end, whole.end});
        if (whole.first < first)
            range = m_ranges.insert(range, {whole.first, first}) + 1;
    }
}

void RowRanges::remove(const RowRanges &others)
{
    for (const Range &range : others.m_ranges)
        remove(range.first, range.count());
}

int RowRanges::count() const
{
    int count = 0;
    for (const Range &range : m_ranges)
        count += range.count();
    return count;
}

bool RowRanges::intersects(int first, int count) const
{
    const auto range = std::ranges::upper_bound(m_ranges, first, {}, &Range::end);
    return range != m_ranges.end() && range->first < first + count;
}

RowRanges RowRanges::within(int first, int count) const
{
    RowRanges some;
    const int end = first + count;
    auto range = std::ranges::upper_bound(m_ranges, first, {}, &Range::end);
    for (; range != m_ranges.end() && range->first < end; ++range)
        some.m_ranges.push_back({std::max(range->first, first), std::min(range->end, end)});
    return some;
}

void RowRanges::insertRows(int first, int count)
{
    auto range = std::ranges::upper_bound(m_ranges, first, {}, &Range::end);
    if (range != m_ranges.end() && range->first < first) {
        const Range behind{first, range->end};
        range->end = first;
        range = m_ranges.insert(range + 1, behind);
    }
    for (; range != m_ranges.end(); ++range) {
        range->first += count;
        range->end += count;
    }
}

void RowRanges::removeRows(int first, int count)
{
    remove(first, count);
    auto range = std::ranges::lower_bound(m_ranges, first + count, {}, &Range::first);
    const bool touches = range != m_ranges.begin() && range != m_ranges.end()
        && (range - 1)->end == range->first - count;
    for (auto later = range; later != m_ranges.end(); ++later) {
        later->first -= count;
        later->end -= count;
    }
    if (touches) {
        (range - 1)->end = range->end;
        m_ranges.erase(range);
    }
}

void RowRanges::moveRows(int first, int count, int to)
{
    const RowRanges moved = within(first, count);
    removeRows(first, count);
    const int place = to > first ? to - count : to;
    insertRows(place, count);
    for (const Range &range : moved.m_ranges)
        add(range.first - first + place, range.count());
}

} // namespace WebSocketRpc
