// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotemodelprivate_p.h"

#include "excerpt_p.h"
#include "logging_p.h"
#include "remotemodelchanges_p.h"

#include <QtCore/qmetaobject.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRoles = 64; // the bits of a number

// A peer that starts again may give its roles other numbers, as a ListModel does. A view in QML goes on with the
// numbers that it knows.
void keepNumbers(QList<ModelRole> &roles, const QList<ModelRole> &known)
{
    const auto hasNumber = [](const QList<ModelRole> &list, int number) {
        return std::ranges::find(list, number, &ModelRole::role) != list.end();
    };
    int added = RemoteModel::LoadedRole;
    for (ModelRole &role : roles) {
        const auto same = std::ranges::find(known, role.name, &ModelRole::name);
        if (same != known.end())
            role.role = same->role;
        else if (hasNumber(known, role.role)) {
            do
                ++added;
            while (hasNumber(known, added) || hasNumber(roles, added));
            role.role = added;
        }
    }
}

} // namespace

RemoteModelPrivate::RemoteModelPrivate(RemoteModel *model) : q(model)
{
    registerModelMessages();
    m_nodes.emplace(0, m_root.get());
}

RemoteModelPrivate::~RemoteModelPrivate()
{
    m_subscription.end();
}

QString RemoteModelPrivate::memberName(const char *member) const
{
    return name + u'.' + QLatin1StringView(member);
}

RemoteNode &RemoteModelPrivate::nodeAround(const QModelIndex &index)
{
    return *static_cast<RemoteNode *>(index.internalPointer());
}

RemoteNode *RemoteModelPrivate::nodeOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return m_root.get();
    return index.column() == 0 ? nodeAround(index).child(index.row()) : nullptr;
}

QModelIndex RemoteModelPrivate::indexOf(const RemoteNode &node) const
{
    return node.parent() ? q->createIndex(node.row(), 0, node.parent()) : QModelIndex();
}

// Returns a function that is false once the work in progress does not matter any more.
std::function<bool()> RemoteModelPrivate::untilNow() const
{
    return [this, model = QPointer(q), connection = m_connection] {
        return model && m_connection == connection;
    };
}

void RemoteModelPrivate::setChannel(Channel *newChannel)
{
    if (channel)
        channel->disconnect(q);
    channel = newChannel;
    if (channel) {
        QObject::connect(channel, &Channel::disconnected, q, [this] { lost(); });
        QObject::connect(channel, &QObject::destroyed, q, [this] { lost(); });
    }
    follow();
}

void RemoteModelPrivate::follow()
{
    ++m_connection;
    m_subscription.end();
    m_changes.clear();
    const auto holds = untilNow();
    if (description)
        reset({});
    if (!holds())
        return;
    description.reset();
    setSynchronised(false);
    if (holds())
        subscribe();
}

void RemoteModelPrivate::subscribe()
{
    if (!channel || name.isEmpty())
        return;
    m_subscription = channel->subscribe(
        memberName("changed"), q, [this](const ModelChanges &changes) { take(changes); });
    m_subscription.onActive(q, [this] { open(); }).onFailed(q, [this](const Error &error) {
        fail(error);
    });
}

void RemoteModelPrivate::open()
{
    const QPointer<RemoteModel> model(q);
    lost(); // what was before this connection
    if (!model || !channel)
        return;
    const auto holds = untilNow();
    call<ModelDescription>("open")
        .then(q,
            [this, holds](const ModelDescription &told) {
                if (holds())
                    enqueue([this, told] { opened(told); });
            })
        .onFailed(q, [this, holds](const Error &error) {
            if (holds() && !isEndOfConnection(error))
                fail(error);
        });
}

void RemoteModelPrivate::opened(ModelDescription told)
{
    const bool isPossible = told.roles.size() <= mostRoles && hasPossibleSize(told.root)
        && told.headers.size() <= told.root.columns;
    if (!isPossible)
        return breakOff(u"its description"_s);
    if (description)
        keepNumbers(told.roles, description->roles);
    const auto holds = untilNow();
    const bool hasSameShape = description && description->roles == told.roles
        && m_root->rows() == told.root.rows && m_root->columns() == told.root.columns;
    if (hasSameShape && !m_isAnother)
        resume(told);
    else
        reset(told);
    if (!holds())
        return;
    m_isAnother = false;
    setSynchronised(true);
    if (holds())
        fetch();
}

void RemoteModelPrivate::reset(const ModelDescription &told)
{
    q->beginResetModel();
    m_fetcher.clear();
    m_root = std::make_unique<RemoteNode>();
    m_root->setColumns(told.root.columns);
    m_root->insertRows(0, told.root.rows);
    m_root->hasMore = told.root.hasMore;
    m_nodes.clear();
    m_nodes.emplace(0, m_root.get());
    m_cachedRows = 0;
    m_askedRoles = 0;
    description = told;
    revision = told.revision;
    places.clear();
    for (int place = 0; place < told.roles.size(); ++place)
        places.insert(told.roles[place].role, place);
    q->endResetModel();
}

// Known rows stay until the peer has sent their present values.
void RemoteModelPrivate::resume(const ModelDescription &told)
{
    const auto holds = untilNow();
    const QVariantList headers = std::exchange(description, told)->headers;
    description->headers = headers;
    revision = told.revision;
    m_root->hasMore = told.root.hasMore;
    RemoteModelChanges changes(this);
    if (headers != told.headers)
        (void)changes.replaceHeaders(told.headers);
    if (!holds())
        return;
    NodeRows known;
    std::vector<RemoteNode *> nodes{m_root.get()};
    while (!nodes.empty()) {
        RemoteNode *const node = nodes.back();
        nodes.pop_back();
        RowRanges rows;
        for (const CachedRows::Entry &entry : node->cache().entries())
            rows.add(entry.row, 1);
        for (const RemoteNode::Pointer &child : node->children()) {
            rows.add(child->row(), 1); // to learn whether it still has children
            nodes.push_back(child.get());
        }
        known.addPart(node, rows);
    }
    (void)changes.refresh(known);
}

void RemoteModelPrivate::lost()
{
    ++m_connection;
    m_changes.clear();
    m_fetcher.abandonRequests();
    for (const auto &[id, node] : m_nodes) {
        node->setId(node->parent() ? -1 : 0);
        node->isFetchingMore = false;
    }
    m_nodes.clear();
    m_nodes.emplace(0, m_root.get());
    setSynchronised(false);
}

void RemoteModelPrivate::take(const ModelChanges &changes)
{
    enqueue([this, changes] {
        if (!isSynchronised)
            return; // open() will be answered with what has become of it
        if (changes.reset) {
            m_isAnother = true;
            return open();
        }
        if (RemoteModelChanges(this).apply(changes) == RemoteModelChanges::Outcome::Impossible)
            breakOff(u"a change of it"_s);
    });
}

void RemoteModelPrivate::setSynchronised(bool synchronised)
{
    if (std::exchange(isSynchronised, synchronised) != synchronised)
        Q_EMIT q->synchronisedChanged();
}

// The peer is not asked again before the next connection.
void RemoteModelPrivate::breakOff(const QString &problem)
{
    m_isAnother = true;
    const QPointer<RemoteModel> model(q);
    lost();
    if (model)
        fail(Error(Error::Kind::InvalidAnswer,
            u"the model '%1' is not followed any more: the peer has sent %2 that is not possible"_s
                .arg(name, problem)));
}

void RemoteModelPrivate::fail(const Error &error)
{
    lastError = error;
    if (!q->isSignalConnected(QMetaMethod::fromSignal(&RemoteModel::failed)))
        qCWarning(lcChannel).noquote().nospace()
            << "the model '" << name << "': " << excerptOf(error.message());
    Q_EMIT q->failed(error);
}

bool RemoteModelPrivate::write(Write write)
{
    if (!isCurrent()) {
        fail(Error(Error::Kind::ConnectionLost,
            u"the model '%1' is not connected to its peer, so it cannot be changed"_s.arg(name)));
        return false;
    }
    tryWrite(write);
    return true;
}

void RemoteModelPrivate::tryWrite(const Write &write)
{
    RemoteNode *const node = nodeOf(write.parent);
    const bool isThere = isCurrent() && node && node->id() >= 0
        && write.isOfRoot == !write.parent.isValid() && (write.isAtEnd || write.first.isValid())
        && (write.count == 1
            || (write.last.isValid() && write.last.row() - write.first.row() + 1 == write.count));
    if (!isThere)
        return fail(Error(Error::OutdatedRevision,
            u"the rows of the model '%1' that are to be changed have been removed or moved meanwhile"_s
                .arg(name)));
    const auto holds = untilNow();
    write.ask(node->id(), write.isAtEnd ? node->rows() : write.first.row())
        .onFailed(q, [this, holds, write = Write(write)](const Error &error) mutable {
            constexpr int mostAttempts = 10;
            if (!holds() || error.code() != Error::OutdatedRevision
                || ++write.attempts == mostAttempts)
                return fail(error);
            tryWrite(write);
        });
}

} // namespace WebSocketRpc
