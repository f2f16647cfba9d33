// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "endpoint_p.h"

#include <websocketrpc/channel.h>

namespace WebSocketRpc {

// The private part of a Channel; a Client's derives from it. A receiver of any signal may delete the
// channel.
class ChannelPrivate : public EndpointListener
{
public:
    explicit ChannelPrivate(Channel *owner);
    virtual ~ChannelPrivate();
    Q_DISABLE_COPY_MOVE(ChannelPrivate)

    void attach(std::unique_ptr<Transport> transport, std::shared_ptr<const PeerInfo> peer);

    void opened() override;
    void closed(const CloseReason &reason) override;
    void neverOpened(const CloseReason &, const std::optional<Error> &) override { }
    void openingStepBegins() override { }
    void dialectLearned() override;
    void notificationFailed(const QString &method, const Error &error) override;
    void callFailed(const QByteArray &method, const Error &error) override;

    Channel *const channel;
    const QString id;
    const std::shared_ptr<Endpoint> endpoint;
};

} // namespace WebSocketRpc
