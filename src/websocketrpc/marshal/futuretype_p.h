// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <websocketrpc/typeaccess.h>

namespace WebSocketRpc {

// How to get at what a QFuture of some type brings.
class FutureType
{
public:
    explicit FutureType(const FutureAccess &access) : awaited(access.awaited), m_access(access) { }

    [[nodiscard]] QFuture<void> observe(const void *future) const;
    [[nodiscard]] const void *firstResult(const void *future) const; // null while there is none

    QMetaType awaited; // T of QFuture<T>; void for QFuture<void>

private:
    FutureAccess m_access;
};

[[nodiscard]] bool isFuture(QMetaType type);

// Thread-safe. Slow enough to be asked when a method is exposed, not when it is called.
[[nodiscard]] std::variant<FutureType, UnknownType> futureTypeOf(QMetaType type);

} // namespace WebSocketRpc
