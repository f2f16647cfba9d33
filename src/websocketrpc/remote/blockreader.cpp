// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "blockreader_p.h"

#include "codec_p.h"
#include "jsonreader_p.h"
#include "scratchvalue_p.h"

#include <algorithm>
#include <limits>

namespace WebSocketRpc {

namespace {

constexpr int deepestValue = 128;

// Converts a plain JSON value to the type that the peer names. If this side does not know the type, the value
// stays plain.
QVariant converted(const QVariant &plain, QMetaType type, JsonReader &reader)
{
    const QMetaType from = plain.metaType();
    if (!type.isValid() || from == type)
        return plain;
    if (type.id() == QMetaType::Int && from.id() == QMetaType::LongLong) {
        const qlonglong number = plain.toLongLong();
        const bool fits =
            number >= std::numeric_limits<int>::min() && number <= std::numeric_limits<int>::max();
        return fits ? QVariant(int(number)) : plain;
    }
    const auto found = codecFor(type);
    const auto *const codec = std::get_if<const Codec *>(&found);
    const auto plainCodec = codecFor(QMetaType::fromType<QVariant>());
    JsonWriter writer;
    if (!codec || std::get<const Codec *>(plainCodec)->write(&plain, writer, {}))
        return plain;
    try {
        const auto parsed = reader.read(writer.view(), deepestValue);
        const auto *const json = std::get_if<JsonValue>(&parsed);
        ScratchValue value(type);
        if (!json || (*codec)->read(*json, value.data(), {.ignoreUnknownMembers = true}))
            return plain;
        return QVariant(type, value.data());
    } catch (...) { // from a user's converter
        return plain;
    }
}

QMetaType typeNamed(const QString &name)
{
    return QMetaType::fromName(name.toUtf8());
}

bool isSame(const QVariant &left, const QVariant &right)
{
    return left.metaType() == right.metaType() && left == right;
}

} // namespace

void RowChange::add(int column, quint64 changedRoles)
{
    if (isEmpty())
        firstColumn = column;
    lastColumn = std::max(lastColumn, column);
    firstColumn = std::min(firstColumn, column);
    roles |= changedRoles;
}

QVariant BlockReader::valueOf(const Values &all, qsizetype index)
{
    const QVariant &plain = all.values[index];
    if (plain.metaType().id() == QMetaType::Nullptr)
        return {};
    const QMetaType type = all.types.isEmpty() ? all.type : typeNamed(all.types[index]);
    return converted(plain, type, m_json);
}

std::optional<BlockReader> BlockReader::of(const ModelBlock &block, const QList<ModelRole> &roles)
{
    BlockReader reader(block, int(roles.size()));
    const qsizetype cells = qsizetype(block.count) * block.columns;
    for (int place = 0; place < roles.size(); ++place) {
        const auto found = block.values.find(roles[place].name);
        if (found == block.values.end())
            continue;
        Values values{place, found->toList()};
        const QVariant types = block.types.value(roles[place].name);
        if (types.metaType().id() == QMetaType::QString)
            values.type = typeNamed(types.toString());
        else
            values.types = types.toStringList();
        if (values.values.size() != cells
            || (!values.types.isEmpty() && values.types.size() != cells))
            return {};
        reader.m_roles |= quint64(1) << place;
        reader.m_values.push_back(std::move(values));
    }
    if (block.flags.metaType().id() == QMetaType::QVariantList)
        reader.m_flags = block.flags.toList();
    else if (!block.flags.isNull())
        reader.m_sameFlags = block.flags.toInt();
    const bool hasAll = (reader.m_flags.isEmpty() || reader.m_flags.size() == cells)
        && (block.headers.isEmpty() || block.headers.size() == block.count);
    return hasAll ? std::optional(std::move(reader)) : std::nullopt;
}

// If the block has only some columns, a role that was not known before stays unknown.
RowChange BlockReader::store(int row, CachedRow &cached)
{
    const int columns = m_block.columns;
    if (cached.flags.empty()) {
        cached.flags.resize(std::size_t(columns));
        cached.cells.resize(std::size_t(columns) * std::size_t(m_roleCount));
    }
    const bool hasAll = std::size_t(columns) == cached.flags.size();
    RowChange change{row};
    const qsizetype first = qsizetype(row - m_block.first) * columns;
    for (const Values &values : m_values) {
        const quint64 role = quint64(1) << values.role;
        const bool wasKnown = cached.roles & role;
        for (int i = 0; i < columns && (wasKnown || hasAll); ++i) {
            const int column = m_block.firstColumn + i;
            QVariant value = valueOf(values, first + i);
            QVariant &cell = cached.cell(values.role, column);
            if (wasKnown && isSame(cell, value))
                continue;
            cell = std::move(value);
            change.add(column, wasKnown ? role : allRoles);
        }
        if (hasAll)
            cached.roles |= role;
    }
    const bool hasFlags = m_sameFlags || !m_flags.isEmpty();
    for (int i = 0; i < columns && hasFlags; ++i) {
        const int column = m_block.firstColumn + i;
        const int flags = m_sameFlags ? *m_sameFlags : m_flags[first + i].toInt();
        if (std::exchange(cached.flags[std::size_t(column)], flags) != flags)
            change.add(column, allRoles);
    }
    QVariant header = m_block.headers.value(row - m_block.first);
    if (header.isNull()) // the row is numbered, as it is where there are none
        header.clear();
    change.hasNewHeader = !isSame(cached.header, header);
    cached.header = std::move(header);
    return change;
}

} // namespace WebSocketRpc
