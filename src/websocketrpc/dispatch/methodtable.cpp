// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodtable_p.h"

#include "methodtablebuilder_p.h"

#include <QMutex>

#include <algorithm>

namespace WebSocketRpc {

namespace {

// The tables in use. There is one entry for each exposed class and its options, so few.
class TableCache
{
public:
    std::shared_ptr<const MethodTable> find(
        const QMetaObject *metaObject, const ExposeOptions &options)
    {
        const QMutexLocker locker(&m_mutex);
        return findLocked(metaObject, options);
    }

    // Where another thread was faster, its table is the one to use.
    std::shared_ptr<const MethodTable> insert(const QMetaObject *metaObject,
        const ExposeOptions &options, std::shared_ptr<const MethodTable> table)
    {
        const QMutexLocker locker(&m_mutex);
        std::erase_if(m_entries, [](const Entry &entry) { return entry.table.expired(); });
        if (std::shared_ptr<const MethodTable> faster = findLocked(metaObject, options))
            return faster;
        m_entries.push_back({metaObject, options, table});
        return table;
    }

private:
    struct Entry
    {
        const QMetaObject *metaObject;
        ExposeOptions options;
        std::weak_ptr<const MethodTable> table;
    };

    std::shared_ptr<const MethodTable> findLocked(
        const QMetaObject *metaObject, const ExposeOptions &options) const
    {
        const auto entry = std::ranges::find_if(m_entries, [&](const Entry &candidate) {
            return candidate.metaObject == metaObject && candidate.options == options;
        });
        return entry == m_entries.end() ? nullptr : entry->table.lock();
    }

    QMutex m_mutex;
    std::vector<Entry> m_entries;
};

Q_GLOBAL_STATIC(TableCache, tableCache)

} // namespace

bool Method::takesSameAs(const Method &other) const
{
    return std::ranges::equal(wire, other.wire,
        [&](int left, int right) { return parameters[left].type == other.parameters[right].type; });
}

std::shared_ptr<const MethodTable> MethodTable::of(
    const QMetaObject *metaObject, const ExposeOptions &options)
{
    if (isMadeAtRunTime(metaObject) || tableCache.isDestroyed())
        return MethodTableBuilder(metaObject, options).build();
    if (std::shared_ptr<const MethodTable> table = tableCache->find(metaObject, options))
        return table;
    return tableCache->insert(metaObject, options, MethodTableBuilder(metaObject, options).build());
}

const std::vector<const Method *> *MethodTable::named(std::string_view name) const
{
    const auto entry = m_index.find(name);
    return entry == m_index.end() ? nullptr : &entry->second;
}

} // namespace WebSocketRpc
