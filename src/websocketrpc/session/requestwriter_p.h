// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"

#include <websocketrpc/callinterface.h>

#include <variant>

namespace WebSocketRpc {

// A call or notification whose arguments are written already: one that waits in a batch, or that
// was made in another thread.
struct EncodedRequest
{
    QByteArray method;
    QByteArray arguments; // JSON; empty where there are none
    QVarLengthArray<qsizetype, 8> ends; // of each argument in there, if they go by position
    const QByteArrayList &(*parameterNames)() = nullptr;
};

[[nodiscard]] std::variant<EncodedRequest, Error> encode(const CallRequest &request);

// Writes a request up to its id. An error is why it cannot be made in this format; what was written
// is of no use then.
[[nodiscard]] std::optional<Error> beginRequest(
    JsonWriter &writer, const MessageFormat &format, const CallRequest &request);
[[nodiscard]] std::optional<Error> beginRequest(
    JsonWriter &writer, const MessageFormat &format, const EncodedRequest &request);

} // namespace WebSocketRpc
