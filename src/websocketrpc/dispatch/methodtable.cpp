// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodtable_p.h"

#include "methodlayout_p.h"
#include "methodtablebuilder_p.h"

#include <QMutex>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

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

// A function has no names for its parameters but those that the options give.
Declaration declarationOf(const Detail::Handler &handler, const QByteArrayList &parameterNames)
{
    Declaration declaration{.result = handler.result, .resultName = handler.result.name()};
    qsizetype place = 0;
    for (const QMetaType type : handler.parameters) {
        const bool travels = type != QMetaType::fromType<CallContext>();
        declaration.parameters.push_back(
            {type, type.name(), travels ? parameterNames.value(place++) : QByteArray()});
    }
    return declaration;
}

std::optional<QString> explainOptions(
    const Method &method, bool isCatchAll, const HandlerOptions &options)
{
    if (std::size_t(options.parameterNames.size()) > method.wire.size())
        return u"it has %1 parameters, but %2 names for them"_s.arg(method.wire.size())
            .arg(options.parameterNames.size());
    if (method.name.startsWith("rpc.") || method.name.startsWith("$/"))
        return u"names that begin with rpc. or $/ are kept for the protocol"_s;
    const bool mayIgnoreThem = isCatchAll && method.wire.empty();
    if (options.wholeParams && !method.takesWholeParams && !mayIgnoreThem)
        return u"it should take all params as one value, so it needs one parameter that can be "
               u"an object or an array"_s;
    return {};
}

} // namespace

bool Method::takesSameAs(const Method &other) const
{
    return std::ranges::equal(wire, other.wire,
        [&](int left, int right) { return parameters[left].type == other.parameters[right].type; });
}

std::shared_ptr<const MethodTable> MethodTable::of(
    const QMetaObject *metaObject, const ExposeOptions &options, QObject *object)
{
    if (Detail::isMadeAtRunTime(metaObject) || tableCache.isDestroyed())
        return MethodTableBuilder(metaObject, options, object).build();
    if (std::shared_ptr<const MethodTable> table = tableCache->find(metaObject, options))
        return table;
    return tableCache->insert(metaObject, options, MethodTableBuilder(metaObject, options).build());
}

std::shared_ptr<const MethodTable> MethodTable::of(
    Detail::Handler handler, const HandlerOptions &options)
{
    auto table = std::make_shared<MethodTable>();
    Method method;
    method.name = handler.method;
    std::optional<QString> problem = layOut(method, declarationOf(handler, options.parameterNames),
        {.wholeParams = options.wholeParams, .ignoreExtraArguments = options.ignoreExtraArguments});
    if (!problem)
        problem = explainOptions(method, handler.isCatchAll, options);
    if (problem) {
        table->m_problems.append(u"the handler of '%1' is not called: %2"_s.arg(
            QString::fromUtf8(handler.method), *problem));
        return table;
    }
    method.keepsRunning = options.keepRunning;
    method.takesNamesInOrder = handler.takesNamesInOrder && options.parameterNames.isEmpty();
    const bool hasName = !handler.isCatchAll;
    method.handler = std::make_shared<const Detail::Handler>(std::move(handler));
    table->m_methods.push_back(std::move(method));
    if (hasName)
        table->makeIndex();
    return table;
}

void MethodTable::makeIndex()
{
    for (const Method &method : m_methods)
        m_index[method.nameView()].push_back(&method);
}

const std::vector<const Method *> *MethodTable::named(std::string_view name) const
{
    const auto entry = m_index.find(name);
    return entry == m_index.end() ? nullptr : &entry->second;
}

const QString *MethodTable::problemOf(std::string_view name) const
{
    const auto problem =
        m_refused.constFind(QByteArray::fromRawData(name.data(), qsizetype(name.size())));
    return problem == m_refused.cend() ? nullptr : &*problem;
}

} // namespace WebSocketRpc
