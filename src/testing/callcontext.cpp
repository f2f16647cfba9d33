// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/callcontext.h>

#include <websocketrpc/channel.h>

#include <QPointer>

#include <atomic>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::ContextOptions
    \inheaderfile websocketrpc/test/callcontext.h
    \inmodule WebSocketRpc
    \brief The contents of a CallContext made by callContext().
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::identity
    \brief The identity of the caller. If it is valid, it replaces the identity in \l peer.
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::method
    \brief The name by which the method was called; by default empty.
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::id
    \brief The id of the request, by default 1. With an invalid QVariant the call is a notification.
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::peer
    \brief Information about the caller. If it is left out, Channel::peer() of \l channel is used.
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::channel
    \brief The channel of the call, by default \nullptr; for example one end of a channelPair().
*/

/*!
    \variable WebSocketRpc::Test::ContextOptions::abandoned
    \brief Whether the caller no longer waits for the answer; by default \c false.
*/

namespace {

class MadeUpSource final : public CallContext::Source
{
public:
    explicit MadeUpSource(const ContextOptions &options)
        : m_channel(options.channel)
        , m_peer(std::make_shared<PeerInfo>(peerOf(options)))
        , m_abandoned(options.abandoned)
    {
    }

    Channel *channel() const override { return m_channel; }
    bool isAbandoned() const override { return m_abandoned; }
    std::shared_ptr<const PeerInfo> peer() const override { return m_peer; }
    void abandon() { m_abandoned = true; }

private:
    static PeerInfo peerOf(const ContextOptions &options)
    {
        const bool isUnsaid = options.peer == PeerInfo();
        PeerInfo peer = isUnsaid && options.channel ? options.channel->peer() : options.peer;
        if (options.identity.isValid())
            peer.identity = options.identity;
        return peer;
    }

    const QPointer<Channel> m_channel;
    const std::shared_ptr<const PeerInfo> m_peer;
    std::atomic_bool m_abandoned;
};

} // namespace

/*!
    \fn WebSocketRpc::CallContext WebSocketRpc::Test::callContext(const WebSocketRpc::Test::ContextOptions &options)
    \relates WebSocketRpc::Test::ContextOptions
    \brief Returns a context with these \a options, to call a method directly in a unit test.

    \snippet testing.cpp call context

    If the options name a channel, the context is abandoned when the connection of that channel ends, as
    in a real call.
*/
CallContext callContext(const ContextOptions &options)
{
    const auto source = std::make_shared<MadeUpSource>(options);
    if (Channel *const channel = options.channel) {
        const auto abandon = [source = std::weak_ptr<MadeUpSource>(source)] {
            if (const auto alive = source.lock())
                alive->abandon();
        };
        QObject::connect(channel, &Channel::disconnected, channel, abandon);
        QObject::connect(channel, &QObject::destroyed, abandon);
    }
    return CallContext(source, options.method, options.id);
}

} // namespace WebSocketRpc::Test
