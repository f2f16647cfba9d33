// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"

#include <websocketrpc/error.h>

namespace WebSocketRpc {

// The error object of JSON-RPC 2.0, section 5.1, which both formats have.

// Takes it apart into `message`; returns what is wrong with it, or null.
[[nodiscard]] const char *readErrorObject(
    const JsonValue &value, Strictness strictness, Message &message);

// What is said in the place of an error object, whatever it is; empty if nothing is.
[[nodiscard]] QString textOfError(const JsonValue &value);

void writeErrorObject(JsonWriter &writer, const Error &error);

} // namespace WebSocketRpc
