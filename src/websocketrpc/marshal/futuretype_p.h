// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <websocketrpc/detail/typeaccess.h>

namespace WebSocketRpc {

// How to get at what a QFuture of some type brings.
class FutureType
{
public:
    explicit FutureType(const Detail::FutureAccess &access) : m_access(access) { }

    // T of QFuture<T>.
    [[nodiscard]] bool bringsNothing() const; // T is void
    [[nodiscard]] QByteArray nameOfAwaited() const;
    [[nodiscard]] std::variant<const Codec *, UnknownType> codecOfAwaited() const;

    [[nodiscard]] QFuture<void> observe(const void *future) const;
    [[nodiscard]] const void *firstResult(const void *future) const; // null while there is none

private:
    Detail::FutureAccess m_access;
};

[[nodiscard]] bool isFuture(QMetaType type);

// Thread-safe. Slow enough to be asked when a method is exposed, not when it is called.
[[nodiscard]] std::variant<FutureType, UnknownType> futureTypeOf(QMetaType type);

} // namespace WebSocketRpc
