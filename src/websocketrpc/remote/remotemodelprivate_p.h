// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"
#include "nextturn_p.h"
#include "remotenode_p.h"
#include "rowfetcher_p.h"

#include <websocketrpc/channel.h>
#include <websocketrpc/remotemodel.h>

#include <QtCore/qhash.h>
#include <QtCore/qpointer.h>

#include <deque>
#include <functional>
#include <unordered_map>

namespace WebSocketRpc {

// Signals of the model run user code, which may do anything, even destroy the model or give it another name; but
// as with any model, not in the signals that announce a change, such as rowsAboutToBeInserted(). Messages that arrive
// meanwhile wait until the present change is complete.
class RemoteModelPrivate final : private NextTurn::Target
{
public:
    explicit RemoteModelPrivate(RemoteModel *model);
    ~RemoteModelPrivate();

    void setChannel(Channel *newChannel);
    void follow(); // the channel or the name is another one
    [[nodiscard]] QString memberName(const char *member) const;
    [[nodiscard]] RemoteNode *nodeOf(
        const QModelIndex &index) const; // null for a row without children
    [[nodiscard]] QModelIndex indexOf(const RemoteNode &node) const;
    [[nodiscard]] static RemoteNode &nodeAround(const QModelIndex &index);
    // The known values of a row. Missing ones are requested.
    [[nodiscard]] CachedRow *want(const QModelIndex &index, int role);
    [[nodiscard]] bool isLoaded(const QModelIndex &index) const;
    void fetchMore(RemoteNode &node);
    // Whether everything known here comes from the present connection.
    [[nodiscard]] bool isCurrent() const { return isSynchronised && m_subscription.isActive(); }
    // Calls on this connection only, since nodes have other numbers on the next one.
    template<typename R, typename... A>
    [[nodiscard]] Reply<R> call(const char *member, const A &...arguments)
    {
        return channel->with(
                          {.timeout = channel->callOptions().timeout, .waitForConnection = false})
            .template call<R>(memberName(member), arguments...);
    }

    // A request to change something at an index. It is repeated if the index has moved meanwhile.
    struct Write
    {
        QPersistentModelIndex parent;
        bool isOfRoot = !parent.isValid(); // and stays so
        QPersistentModelIndex first = {};
        QPersistentModelIndex last = {}; // where it is about several rows
        int count = 1;
        bool isAtEnd = false; // behind all rows, instead
        std::function<Reply<void>(ModelNodeId node, int row)> ask;
        int attempts = 0;
    };
    [[nodiscard]] bool write(Write write);
    void fail(const Error &error);

    RemoteModel *const q;
    QPointer<Channel> channel;
    QString name;
    std::optional<ModelDescription> description = {}; // of the latest peer
    QHash<int, int> places = {}; // of roles, in the description
    qint64 revision = 0;
    bool isSynchronised = false;
    Error lastError = {};
    int readAhead = 50;
    int cacheSize = 10'000;

private:
    friend class RemoteModelChanges;

    [[nodiscard]] std::function<bool()> untilNow() const;
    template<typename F>
    void enqueue(F &&change);
    void subscribe();
    void open();
    void opened(ModelDescription told);
    void lost();
    void reset(const ModelDescription &told);
    void resume(const ModelDescription &told);
    void take(const ModelChanges &changes);
    void setSynchronised(bool synchronised);
    void breakOff(const QString &problem);
    void nextTurn() override;
    void fetch();
    void send(RowFetcher::Requests::iterator request);
    void answered(RowFetcher::Requests::iterator request, const QList<ModelBlock> &blocks);
    void forgetOldRows();
    void tryWrite(const Write &write);

    Subscription m_subscription;
    std::unique_ptr<RemoteNode> m_root = std::make_unique<RemoteNode>();
    std::unordered_map<ModelNodeId, RemoteNode *> m_nodes; // by the peer's numbers
    RowFetcher m_fetcher;
    quint64 m_askedRoles = 0; // a bit for each that somebody has asked for
    quint64 m_connection = 0; // changes whenever what was asked before does not count any more
    bool m_isAnother = false; // the model at the peer, so that none of the rows is what it was
    quint32 m_turn = 0;
    int m_cachedRows = 0; // at most
    std::deque<std::function<void()>> m_changes; // that wait
    bool m_isChanging = false;
};

template<typename F>
void RemoteModelPrivate::enqueue(F &&change)
{
    m_changes.emplace_back(std::forward<F>(change));
    if (m_isChanging)
        return;
    const QPointer<RemoteModel> model(q);
    m_isChanging = true;
    while (model && !m_changes.empty()) {
        const auto next = std::move(m_changes.front());
        m_changes.pop_front();
        next();
    }
    if (model)
        m_isChanging = false;
}

// An error that says nothing about the peer: the request is repeated on the next connection, or the user has ended it.
[[nodiscard]] inline bool isEndOfConnection(const Error &error)
{
    return error.kind() == Error::Kind::ConnectionLost || error.kind() == Error::Kind::Closed
        || error.kind() == Error::Kind::Cancelled;
}

} // namespace WebSocketRpc
