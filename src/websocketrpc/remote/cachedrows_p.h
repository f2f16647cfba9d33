// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qvariant.h>

#include <memory>
#include <unordered_map>
#include <vector>

namespace WebSocketRpc {

// The new number of each row whose place is known.
using NewRows = std::unordered_map<int, int>;

// The known values of a row.
struct CachedRow
{
    [[nodiscard]] QVariant &cell(int role, int column)
    {
        return cells[std::size_t(role) * flags.size() + std::size_t(column)];
    }
    void remapColumns(const std::vector<int> &former, int roles);

    quint64 roles = 0; // a bit for each of which the values are known
    bool isStale = false; // at the peer the values are others now
    quint32 used = 0; // the turn in which somebody asked for it last
    std::vector<QVariant> cells = {}; // role by role, of each all columns
    std::vector<int> flags = {}; // Qt::ItemFlags of each column
    QVariant header = {};
};

// The known rows of a node, perhaps a few of many.
class CachedRows
{
public:
    struct Entry
    {
        int row;
        std::unique_ptr<CachedRow> values;
    };
    using Entries = std::vector<Entry>; // in order

    [[nodiscard]] CachedRow *find(int row) const;
    CachedRow &add(int row); // or the one that is there
    void erase(int row);
    int forgetUnused(quint32 since); // returns how many
    [[nodiscard]] const Entries &entries() const { return m_entries; }

    void insertRows(int first, int count);
    Entries takeRows(int first, int count); // their rows are counted from the first then
    void putRows(int first, Entries entries); // where there are none
    void rearrange(const NewRows &newRows);

private:
    Entries m_entries;
};

} // namespace WebSocketRpc
