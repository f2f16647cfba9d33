// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

namespace WebSocketRpc {

const MessageFormat *formatOf(const JsonValue &message)
{
    if (message.is_array())
        return &jsonRpc2(); // the only one with batches
    simdjson::dom::object object;
    if (message.get_object().get(object) != simdjson::SUCCESS)
        return nullptr;
    const MessageFormat *format = nullptr;
    for (const auto field : object) {
        if (field.key == "jsonrpc")
            return &jsonRpc2();
        if (field.key == "request" || field.key == "response")
            format = &fastApi();
    }
    return format;
}

} // namespace WebSocketRpc
