// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/replystate.h>
#include <websocketrpc/detail/streamhandle.h>
#include <websocketrpc/detail/streamsource.h>

namespace WebSocketRpc::Detail {

// The values of a stream that a call has asked for and that has not come yet. `streamIn` finds the
// stream in a reply that has succeeded.
[[nodiscard]] WEBSOCKETRPC_EXPORT std::unique_ptr<StreamSource> sourceOfReply(
    const StreamType &type, const ReplyStateBase::Pointer &reply, const CallHandle &call,
    StreamHandle (*streamIn)(ReplyStateBase &reply));

template<typename S>
StreamHandle streamInReply(ReplyStateBase &reply)
{
    return static_cast<ReplyState<S> &>(reply).value();
}

} // namespace WebSocketRpc::Detail
