// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callinterface.h>
#include <websocketrpc/export.h>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT ChannelHandle : public CallInterface<ChannelHandle>
{
public:
    ChannelHandle() = default;

    [[nodiscard]] ChannelHandle with(const CallOptions &options) const;
    [[nodiscard]] CallOptions callOptions() const { return m_options; }

private:
    friend class Channel;
    friend class ChannelAccess;
    friend class CallInterface<ChannelHandle>;

    ChannelHandle(std::shared_ptr<const Detail::CallOrigin> channel, const CallOptions &options);
    Detail::CallHandle startCall(const Detail::CallRequest &request, Detail::ResultPromise promise);
    void startNotification(const Detail::CallRequest &request);

    std::shared_ptr<const Detail::CallOrigin> m_channel;
    CallOptions m_options;
};

} // namespace WebSocketRpc
