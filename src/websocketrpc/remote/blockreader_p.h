// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "cachedrows_p.h"
#include "jsonreader_p.h"
#include "modelmessages_p.h"

#include <QtCore/qhash.h>

#include <optional>

namespace WebSocketRpc {

constexpr quint64 allRoles = ~quint64(0); // a bit for each

// What has changed in a row, or in adjacent rows.
struct RowChange
{
    void add(int column, quint64 changedRoles);
    [[nodiscard]] bool isEmpty() const { return lastColumn < 0; }

    int row; // the first
    int count = 1;
    int firstColumn = 0;
    int lastColumn = -1;
    quint64 roles = 0; // a bit for each; all of them for what nobody knew before
    bool hasNewHeader = false;
};

// Reads the values of rows from a block that a peer has sent.
class BlockReader
{
public:
    // Nothing if the block has values for too many or too few cells.
    [[nodiscard]] static std::optional<BlockReader> of(
        const ModelBlock &block, const QList<ModelRole> &roles);

    [[nodiscard]] quint64 roles() const { return m_roles; } // that it has values of
    // Copies the values of one row of the block.
    [[nodiscard]] RowChange store(int row, CachedRow &cached);

private:
    struct Values
    {
        int role;
        QVariantList values;
        QMetaType type = {}; // of all that are not null, where it is not the one that JSON tells
        QStringList types = {}; // or of each
    };

    [[nodiscard]] QVariant valueOf(const Values &all, qsizetype index);

    explicit BlockReader(const ModelBlock &block, int roles)
        : m_block(block)
        , m_roleCount(roles) { }

    const ModelBlock &m_block;
    const int m_roleCount;
    std::vector<Values> m_values;
    QVariantList m_flags;
    std::optional<int> m_sameFlags;
    quint64 m_roles = 0;
    JsonReader m_json; // for values of other types
};

} // namespace WebSocketRpc
