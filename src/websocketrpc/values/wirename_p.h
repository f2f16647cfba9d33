// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/exposeoptions.h>

namespace WebSocketRpc {

// What a member of an exposed class is called on the wire, without and with the prefix.
[[nodiscard]] QByteArray spelledName(const ExposeOptions &options, const QByteArray &declaredName);
[[nodiscard]] QByteArray wireName(const ExposeOptions &options, const QByteArray &declaredName);

// Whether it is one of the names that JSON-RPC 2.0 (section 4) and the Language Server Protocol keep for
// themselves, or that C++ and Python programmers mean to be private.
[[nodiscard]] bool isReservedName(const QByteArray &name);

} // namespace WebSocketRpc
