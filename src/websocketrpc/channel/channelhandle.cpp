// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/channelhandle.h>

#include "startcall_p.h"

namespace WebSocketRpc {

/*!
    \class WebSocketRpc::ChannelHandle
    \inheaderfile websocketrpc/channelhandle.h
    \inmodule WebSocketRpc
    \brief Makes calls of a channel, with options of its own, from any thread.

    A handle is a value, with CallInterface::call() and CallInterface::notify(). It may be used in
    every thread and outlive its channel: calls made then fail with Error::Kind::Closed, and
    notifications are dropped. Channel::with() and Channel::handle() return one.
*/

/*!
    \fn WebSocketRpc::ChannelHandle::ChannelHandle()
    Constructs a handle of no channel, like one that has outlived its channel.
*/

/*! \internal */
ChannelHandle::ChannelHandle(
    std::shared_ptr<const Detail::CallOrigin> channel, const CallOptions &options)
    : m_channel(std::move(channel))
    , m_options(options)
{
}

/*! Returns a handle of the same channel with \a options. */
ChannelHandle ChannelHandle::with(const CallOptions &options) const
{
    return ChannelHandle(m_channel, options);
}

/*!
    \fn WebSocketRpc::CallOptions WebSocketRpc::ChannelHandle::callOptions() const
    Returns the options of the calls that are made through this handle.
*/

Detail::CallHandle ChannelHandle::startCall(
    const Detail::CallRequest &request, Detail::ResultPromise promise)
{
    if (!m_channel)
        return {}; // the promise says so
    return WebSocketRpc::startCall(m_channel, request, m_options, std::move(promise));
}

void ChannelHandle::startNotification(const Detail::CallRequest &request)
{
    if (m_channel)
        WebSocketRpc::startNotification(m_channel, request, m_options);
}

} // namespace WebSocketRpc
