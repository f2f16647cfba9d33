// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/resultpromise.h>

#include <websocketrpc/error.h>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

void ResultPromise::fail(const Error &error, const std::shared_ptr<const CallOrigin> &origin)
{
    const auto state = std::exchange(m_state, {});
    state->fail(
        Failure::Pointer(new Failure(std::make_exception_ptr(error), origin, state->method())));
}

void ResultPromise::failAsAbandoned()
{
    fail(Error(Error::Kind::Closed, u"the channel no longer exists"_s));
}

} // namespace WebSocketRpc::Detail
