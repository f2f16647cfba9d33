// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "encodedrequest_p.h"
#include "messageformat_p.h"

#include <websocketrpc/detail/callrequest.h>

#include <variant>

namespace WebSocketRpc {

[[nodiscard]] std::variant<EncodedRequest, Error> encode(const Detail::CallRequest &request);
[[nodiscard]] inline std::variant<EncodedRequest, Error> encode(const EncodedRequest &request)
{
    return request;
}

// Writes a request up to its id. An error is why it cannot be made in this format; what was written
// is of no use then.
[[nodiscard]] std::optional<Error> beginRequest(JsonWriter &writer, const MessageFormat &format,
    const Detail::CallRequest &request, const WriteContext &context);
[[nodiscard]] std::optional<Error> beginRequest(JsonWriter &writer, const MessageFormat &format,
    const EncodedRequest &request, const WriteContext &context);

} // namespace WebSocketRpc
