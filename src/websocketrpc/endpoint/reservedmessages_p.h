// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"

#include <websocketrpc/progress.h>

namespace WebSocketRpc {

// Messages whose names begin with $/. The notifications are those of the Language Server Protocol; peers
// that do not know one of them ignore it.
namespace ReservedName {
inline constexpr std::string_view cancel = "$/cancelRequest"; // {"id"}
inline constexpr std::string_view progress = "$/progress"; // {"token", "value"}
// {"id", "token"}: progress of a call that was made without a token
inline constexpr std::string_view requestProgress = "$/requestProgress";
// Requests about streams, as StreamJsonRpc has them: {"token"}, or [token]
inline constexpr std::string_view nextValues = "$/enumerator/next";
inline constexpr std::string_view endOfStream = "$/enumerator/abort"; // a notification as well
} // namespace ReservedName

void writeCancellation(JsonWriter &writer, const MessageFormat &format, qint64 id);
// The token is the id of the call.
void writeProgressRequest(JsonWriter &writer, const MessageFormat &format, qint64 id);
// The text is left out if it is empty and was empty before.
void writeProgress(JsonWriter &writer, const MessageFormat &format, const MessageId &token,
    const Progress &progress, const Progress &before);

void writeEndOfStream(JsonWriter &writer, const MessageFormat &format, QByteArrayView token);

// Another program may send a number, or what the Language Server Protocol reports. Members that are
// missing keep their values.
[[nodiscard]] Progress readProgress(const JsonValue &value, Progress before);

// A member of the params of a notification; nothing if there is none of that name.
[[nodiscard]] std::optional<JsonValue> paramOf(const Message &message, std::string_view name);

} // namespace WebSocketRpc
