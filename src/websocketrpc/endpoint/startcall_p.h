// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "encodedrequest_p.h"

#include <websocketrpc/calloptions.h>
#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/callrequest.h>

#include <memory>
#include <vector>

namespace WebSocketRpc {

// Can be called in any thread. In the channel's thread the call is made at once, in others it is posted
// to that thread. If the channel is gone, calls fail and notifications are dropped.
[[nodiscard]] Detail::CallHandle startCall(const std::shared_ptr<const Detail::CallOrigin> &origin,
    const Detail::CallRequest &request, const CallOptions &options, Detail::ResultPromise promise);
void startNotification(const std::shared_ptr<const Detail::CallOrigin> &origin,
    const Detail::CallRequest &request, const CallOptions &options);
void sendBatch(
    const std::shared_ptr<const Detail::CallOrigin> &origin, std::vector<BatchEntry> entries);

// A call that has no id yet, since it was made in another thread or is in a batch, goes by a ticket
// instead. Tickets are greater than all ids.
[[nodiscard]] quint64 newTicket();
[[nodiscard]] bool isTicket(quint64 call);

} // namespace WebSocketRpc
