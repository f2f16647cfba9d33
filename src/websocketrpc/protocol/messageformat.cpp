// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

namespace WebSocketRpc {

void MessageFormat::writeCancellation(JsonWriter &, qint64) const
{
    Q_UNREACHABLE();
}

const MessageFormat *formatOf(const JsonValue &message)
{
    if (message.isArray())
        return &jsonRpc2(); // the only one with batches
    if (!message.isObject())
        return nullptr;
    const JsonObject object = message.toObject();
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
