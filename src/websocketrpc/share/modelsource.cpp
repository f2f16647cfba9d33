// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "modelsource_p.h"

#include "logging_p.h"

#include <QEvent>
#include <QMetaMethod>
#include <QThread>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostRowsWithValues = 64; // of a node; of more it is told that they have changed

} // namespace

// Keeps the source from being deleted.
class ModelSource::Busy
{
public:
    explicit Busy(ModelSource &source) : m_source(source) { ++m_source.m_depth; }
    ~Busy() { --m_source.m_depth; }
    Q_DISABLE_COPY_MOVE(Busy)

private:
    ModelSource &m_source;
};

ModelSource::ModelSource(QAbstractItemModel *model, const ModelOptions &options)
    : m_model(model)
    , m_options(options)
    , m_reader(model)
{
    m_reader.setWritable(options.writable);
    if (model->thread() != thread())
        moveToThread(model->thread());
    connect(model, &QObject::destroyed, this, &ModelSource::discard);
}

ModelSource::~ModelSource() = default;

QStringList ModelSource::methodsFor(const ModelOptions &options)
{
    QStringList methods{u"open"_s, u"fetchMore"_s, u"rows"_s, u"release"_s};
    if (options.writable)
        methods.append(u"set"_s);
    if (options.insertable)
        methods.append(u"insertRows"_s);
    if (options.removable)
        methods.append(u"removeRows"_s);
    if (options.sortable)
        methods.append(u"sort"_s);
    return methods;
}

void ModelSource::discard()
{
    if (m_depth > 0)
        deleteLater();
    else
        delete this;
}

ModelObserver &ModelSource::observer()
{
    if (!m_model)
        throw Error(Error::MethodNotFound, u"the model does not exist any more"_s);
    if (m_hasMoved || m_model->thread() != thread())
        throw Error(Error::InternalError, u"the model has moved to another thread"_s);
    if (m_observer)
        return *m_observer;
    m_model->installEventFilter(this);
    (void)updateRoles();
    m_observer = std::make_unique<ModelObserver>(m_model, [this] { publish(); });
    return *m_observer;
}

// The event comes before the model leaves this thread.
bool ModelSource::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_model && event->type() == QEvent::ThreadChange)
        leaveModel();
    return QObject::eventFilter(watched, event);
}

void ModelSource::leaveModel()
{
    m_hasMoved = true;
    m_model->removeEventFilter(this);
    m_observer->stop();
    if (m_followers > 0)
        warnOfMove();
}

void ModelSource::warnOfMove() const
{
    qCWarning(lcDispatch).noquote()
        << "those who follow the model" << m_options.name
        << "are not told: it has moved to another thread; expose it again";
}

// Only connections of SharedRelays count, which are made in this thread.
void ModelSource::connectNotify(const QMetaMethod &signal)
{
    const bool isMeant = signal == QMetaMethod::fromSignal(&ModelSource::changed);
    if (!isMeant || thread() != QThread::currentThread())
        return;
    ++m_followers;
    if (!m_model)
        return;
    if (m_hasMoved || m_model->thread() != thread())
        return warnOfMove();
    observer().start();
}

void ModelSource::disconnectNotify(const QMetaMethod &signal)
{
    const bool isMeant = signal == QMetaMethod::fromSignal(&ModelSource::changed);
    if (!isMeant || thread() != QThread::currentThread() || --m_followers > 0 || !m_observer)
        return;
    m_observer->stop();
    m_askedRoles.emplace();
}

// Reading the model may change it. Such changes are published later.
void ModelSource::publish()
{
    if (m_isPublishing || !m_model)
        return;
    const Busy busy(*this);
    m_isPublishing = true;
    if (updateRoles()) // a ListModel has its roles when it has a row
        m_observer->journal().reset();
    const ModelChanges changes = m_model ? read(m_observer->journal().take()) : ModelChanges();
    m_isPublishing = false;
    if (m_model && m_observer->isObserving())
        Q_EMIT changed(changes);
    m_observer->announceIfChanged();
}

ModelChanges ModelSource::read(const ModelJournal::Changes &noted)
{
    ModelChanges changes{.revision = m_observer->journal().revision(), .reset = noted.reset};
    if (noted.reset)
        return changes;
    changes.steps = noted.steps;
    ModelRows outdated = noted.outdated;
    try {
        const quint64 structure = m_observer->journal().structure();
        if (noted.headers)
            changes.headers = m_reader.columnHeaders();
        readValues(changes, noted, structure, outdated);
    } catch (...) { // from the model; those who ask for the rows are told
        for (const auto &[node, rows] : noted.values.nodes())
            outdated.add(node, rows);
    }
    changes.changed = outdated.toList();
    return changes;
}

void ModelSource::readValues(ModelChanges &changes, const ModelJournal::Changes &noted,
    quint64 structure, ModelRows &outdated)
{
    QList<ModelRole> roles;
    for (const ModelRole &role : std::as_const(m_roles)) {
        const bool isAsked = !m_askedRoles || m_askedRoles->contains(role.role);
        if (isAsked && (!noted.roles || noted.roles->contains(role.role)))
            roles.append(role);
    }
    for (const auto &[node, rows] : noted.values.nodes()) {
        const bool areFew = rows.count() <= mostRowsWithValues;
        for (const RowRanges::Range &range : rows.ranges()) {
            const ModelRange part{node, range.first, range.count()};
            auto block = areFew
                ? readBlock(part, roles, structure, noted.columns.value_or(ModelColumns()))
                : std::nullopt;
            if (block)
                changes.values.append(std::move(*block));
            else
                outdated.add(node, range.first, range.count());
        }
    }
}

// The model is user code: reading may change it, or even delete it.
std::optional<ModelBlock> ModelSource::readBlock(const ModelRange &range,
    const QList<ModelRole> &roles, quint64 structure, const ModelColumns &columns)
{
    const auto isUnchanged = [&] {
        return m_model && !m_hasMoved && m_observer->journal().structure() == structure;
    };
    const ModelNodes::Node *const node =
        isUnchanged() ? m_observer->journal().nodes().find(range.node) : nullptr;
    if (!node)
        return {};
    ModelBlock block = m_reader.read(node->index, range.first, range.count, roles, columns);
    if (!isUnchanged())
        return {};
    block.node = range.node;
    block.parents = childrenIn(range);
    return isUnchanged() ? std::optional(std::move(block)) : std::nullopt;
}

QList<ModelChild> ModelSource::childrenIn(const ModelRange &range)
{
    QList<ModelChild> children;
    ModelNodes &nodes = m_observer->journal().nodes();
    const QPersistentModelIndex parent = nodes.find(range.node)->index;
    for (int row = range.first; row < range.first + range.count && m_model; ++row) {
        const QModelIndex index = m_model->index(row, 0, parent);
        if (!index.isValid() || !m_model->hasChildren(index) || !nodes.find(range.node))
            continue;
        if (nodes.isFull() && !nodes.idOf(index))
            throw Error(Error::ServerBusy,
                u"more than %1 rows of the model that have children are in use"_s.arg(
                    ModelNodes::mostNodes));
        children.append({row, describe(*m_model, nodes.add(range.node, index), index)});
    }
    return children;
}

} // namespace WebSocketRpc
