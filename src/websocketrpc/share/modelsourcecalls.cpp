// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelsource_p.h"

#include "excerpt_p.h"

#include <algorithm>
#include <limits>

// What peers ask of a model.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostCells = 20'000; // in one answer
constexpr qsizetype mostRangesOfCall = 1000; // in one call

Error modelChanges()
{
    return Error(Error::InternalError, u"the model changes each time it is read"_s);
}

void checkRanges(const QList<ModelRange> &ranges)
{
    if (ranges.size() > mostRangesOfCall)
        throw Error(Error::InvalidParams,
            u"argument 'ranges': expected at most %1 ranges, got %2"_s.arg(mostRangesOfCall)
                .arg(ranges.size()));
    for (qsizetype i = 0; i < ranges.size(); ++i) {
        const ModelRange &range = ranges[i];
        if (range.first < 0 || range.count < 0)
            throw Error(Error::InvalidParams,
                u"argument 'ranges': [%1].%2: expected a number from 0 on, got %3"_s.arg(i)
                    .arg(range.first < 0 ? u"first"_s : u"count"_s)
                    .arg(std::min(range.first, range.count)));
    }
}

// The part of the range that exists.
int cut(int first, int count, int rows)
{
    return first >= rows ? 0 : std::min(count, rows - first);
}

} // namespace

bool ModelSource::updateRoles()
{
    const QHash<int, QByteArray> names = m_model->roleNames();
    if (!m_model || names == m_roleNames)
        return false;
    m_roleNames = names;
    const QList<ModelRole> before = std::exchange(m_roles, sharedRoles(m_options, names));
    return m_roles != before;
}

QList<ModelRole> ModelSource::sharedRoles(
    const ModelOptions &options, const QHash<int, QByteArray> &names)
{
    QList<int> roles = options.roles;
    if (roles.isEmpty()) {
        roles = names.keys();
        std::ranges::sort(roles);
    }
    QList<ModelRole> shared;
    for (const int role : std::as_const(roles)) {
        if (role < 0) // one that has no number; a ListModel crashes if it is asked for it
            continue;
        const auto name = names.constFind(role);
        const ModelRole added{
            role, name == names.cend() ? QString::number(role) : QString::fromUtf8(*name)};
        const auto isSame = [&](const ModelRole &other) {
            return other.role == added.role || other.name == added.name;
        };
        if (std::ranges::none_of(shared, isSame))
            shared.append(added);
    }
    return shared;
}

QList<ModelRole> ModelSource::rolesNamed(const QStringList &names) const
{
    if (names.isEmpty())
        return m_roles;
    QList<ModelRole> roles;
    for (const QString &name : names) {
        const auto role = std::ranges::find(m_roles, name, &ModelRole::name);
        if (role == m_roles.end())
            throw Error(Error::InvalidParams,
                u"argument 'roles': there is no shared role '%1'"_s.arg(excerptOf(name)));
        if (!roles.contains(*role))
            roles.append(*role);
    }
    return roles;
}

void ModelSource::rememberRoles(const QList<ModelRole> &roles)
{
    if (!m_askedRoles)
        return;
    for (const ModelRole &role : roles)
        m_askedRoles->insert(role.role);
}

// Earlier changes are published before the answer.
ModelDescription ModelSource::open()
{
    const Busy busy(*this);
    ModelObserver &observed = observer();
    if (updateRoles())
        observed.journal().reset();
    observed.publishNow();
    (void)observer();
    const QVariantList headers = m_reader.columnHeaders();
    (void)observer();
    return {.revision = observed.journal().revision(),
        .root = describe(*m_model, ModelNodes::root, {}),
        .roles = m_roles,
        .headers = headers,
        .writable = m_options.writable,
        .insertable = m_options.insertable,
        .removable = m_options.removable,
        .sortable = m_options.sortable};
}

bool ModelSource::fetchMore(qint64 node)
{
    const Busy busy(*this);
    const ModelNodes::Node *const found = observer().journal().nodes().find(node);
    if (!found)
        throw Error(Error::OutdatedRevision, u"there is no node %1 any more"_s.arg(node));
    const QPersistentModelIndex index = found->index;
    m_model->fetchMore(index);
    (void)observer();
    return (index.isValid() || node == ModelNodes::root) && m_model->canFetchMore(index);
}

QList<ModelBlock> ModelSource::rows(
    const CallContext &peer, const QList<ModelRange> &ranges, const QStringList &roles)
{
    const Busy busy(*this);
    ModelObserver &observed = observer();
    checkRanges(ranges);
    const QList<ModelRole> named = rolesNamed(roles);
    std::optional<QList<ModelBlock>> blocks;
    for (int attempts = 3; attempts > 0 && !blocks; --attempts) {
        blocks = readRanges(ranges, named);
        (void)observer();
    }
    if (!blocks)
        throw modelChanges();
    if (!observed.isObserving())
        return *blocks;
    rememberRoles(named);
    for (const ModelBlock &block : std::as_const(*blocks))
        observed.journal().windows().add(peer, block.node, block.first, block.count);
    return *blocks;
}

std::optional<QList<ModelBlock>> ModelSource::readRanges(
    const QList<ModelRange> &ranges, const QList<ModelRole> &roles)
{
    const quint64 structure = m_observer->journal().structure();
    qint64 cells = mostCells;
    QList<ModelBlock> blocks;
    bool hasRows = false;
    for (const ModelRange &range : ranges) {
        const ModelNodes::Node *const node = m_observer->journal().nodes().find(range.node);
        if (!node)
            continue;
        const int columns = m_model->columnCount(node->index);
        const qint64 cellsOfRow = std::max(1, columns) * std::max(qint64(1), qint64(roles.size()));
        const qint64 room = std::max(cells / cellsOfRow, qint64(hasRows ? 0 : 1));
        const int wanted = cut(range.first, range.count, m_model->rowCount(node->index));
        const int count = int(std::min(qint64(wanted), room));
        auto block = readBlock({range.node, range.first, count}, roles, structure);
        if (!block)
            return {};
        cells = std::max(qint64(0), cells - count * cellsOfRow);
        hasRows |= count > 0;
        blocks.append(std::move(*block));
    }
    return blocks;
}

void ModelSource::release(const CallContext &peer, const QList<ModelRange> &ranges)
{
    const Busy busy(*this);
    ModelObserver &observed = observer();
    checkRanges(ranges);
    QList<ModelRange> released = ranges;
    for (ModelRange &range : released)
        range.count = cut(range.first, range.count, std::numeric_limits<int>::max());
    observed.journal().windows().release(peer, released);
}

} // namespace WebSocketRpc
