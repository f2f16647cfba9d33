// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelprivate_p.h"

#include <QPointer>
#include <QUuid>

namespace WebSocketRpc {

namespace {

class ChannelContext final : public ConnectionContext
{
public:
    ChannelContext(Channel *channel, std::shared_ptr<const PeerInfo> peer)
        : ConnectionContext(std::move(peer))
        , m_channel(channel)
    {
    }

    Channel *channel() const override { return m_channel; }

private:
    const QPointer<Channel> m_channel;
};

} // namespace

ChannelPrivate::ChannelPrivate(Channel *owner)
    : channel(owner)
    , id(QUuid::createUuid().toString(QUuid::Id128))
    , endpoint(Endpoint::create(this, id))
{
}

ChannelPrivate::~ChannelPrivate() = default;

void ChannelPrivate::attach(
    std::unique_ptr<Transport> transport, std::shared_ptr<const PeerInfo> peer)
{
    endpoint->attach(
        std::move(transport), std::make_shared<ChannelContext>(channel, std::move(peer)));
}

void ChannelPrivate::opened()
{
    const QPointer<Channel> alive(channel);
    Q_EMIT alive->connectedChanged();
    if (alive)
        Q_EMIT alive->connected();
}

void ChannelPrivate::closed(const CloseReason &reason)
{
    const QPointer<Channel> alive(channel);
    Q_EMIT alive->connectedChanged();
    if (alive)
        Q_EMIT alive->disconnected(reason);
}

void ChannelPrivate::dialectLearned()
{
    Q_EMIT channel->dialectChanged();
}

void ChannelPrivate::notificationFailed(const QString &method, const Error &error)
{
    Q_EMIT channel->notificationFailed(method, error);
}

void ChannelPrivate::callFailed(const QByteArray &method, const Error &error)
{
    Q_EMIT channel->callFailed(QString::fromUtf8(method), error);
}

} // namespace WebSocketRpc
