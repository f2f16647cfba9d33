// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cachedrows_p.h"

#include <algorithm>

namespace WebSocketRpc {

// `former` has for each column its former number, or -1 if it is new.
void CachedRow::remapColumns(const std::vector<int> &former, int roles)
{
    const std::size_t formerColumns = flags.size();
    std::vector<QVariant> newCells(former.size() * std::size_t(roles));
    std::vector<int> newFlags(former.size());
    for (std::size_t column = 0; column < former.size(); ++column) {
        if (former[column] < 0)
            continue;
        const auto from = std::size_t(former[column]);
        newFlags[column] = flags[from];
        for (std::size_t role = 0; role < std::size_t(roles); ++role)
            newCells[role * former.size() + column] = std::move(cells[role * formerColumns + from]);
    }
    cells = std::move(newCells);
    flags = std::move(newFlags);
}

CachedRow *CachedRows::find(int row) const
{
    const auto entry = std::ranges::lower_bound(m_entries, row, {}, &Entry::row);
    return entry != m_entries.end() && entry->row == row ? entry->values.get() : nullptr;
}

CachedRow &CachedRows::add(int row)
{
    auto entry = std::ranges::lower_bound(m_entries, row, {}, &Entry::row);
    if (entry == m_entries.end() || entry->row != row)
        entry = m_entries.insert(entry, {row, std::make_unique<CachedRow>()});
    return *entry->values;
}

void CachedRows::erase(int row)
{
    const auto entry = std::ranges::lower_bound(m_entries, row, {}, &Entry::row);
    if (entry != m_entries.end() && entry->row == row)
        m_entries.erase(entry);
}

int CachedRows::forgetUnused(quint32 since)
{
    return int(
        std::erase_if(m_entries, [=](const Entry &entry) { return entry.values->used < since; }));
}

void CachedRows::insertRows(int first, int count)
{
    auto entry = std::ranges::lower_bound(m_entries, first, {}, &Entry::row);
    for (; entry != m_entries.end(); ++entry)
        entry->row += count;
}

CachedRows::Entries CachedRows::takeRows(int first, int count)
{
    const auto begin = std::ranges::lower_bound(m_entries, first, {}, &Entry::row);
    const auto end = std::ranges::lower_bound(m_entries, first + count, {}, &Entry::row);
    Entries taken = Entries(std::make_move_iterator(begin), std::make_move_iterator(end));
    for (Entry &entry : taken)
        entry.row -= first;
    for (auto later = m_entries.erase(begin, end); later != m_entries.end(); ++later)
        later->row -= count;
    return taken;
}

void CachedRows::putRows(int first, Entries entries)
{
    for (Entry &entry : entries)
        entry.row += first;
    const auto place = std::ranges::lower_bound(m_entries, first, {}, &Entry::row);
    m_entries.insert(
        place, std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
}

void CachedRows::rearrange(const NewRows &newRows)
{
    std::erase_if(m_entries, [&](const Entry &entry) { return !newRows.contains(entry.row); });
    for (Entry &entry : m_entries)
        entry.row = newRows.at(entry.row);
    std::ranges::sort(m_entries, {}, &Entry::row);
}

} // namespace WebSocketRpc
