// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "codec_p.h"

#include <QtCore/qfuture.h>

namespace WebSocketRpc {

// How to get at what a QFuture of some type brings.
struct FutureType
{
    QMetaType awaited; // T of QFuture<T>; void for QFuture<void>
    QFuture<void> (*observe)(const void *future) = nullptr;
    const void *(*firstResult)(const void *future) = nullptr; // null while there is none
};

[[nodiscard]] bool isFuture(QMetaType type);

// Thread-safe. Slow enough to be asked when a method is exposed, not when it is called.
[[nodiscard]] std::variant<FutureType, UnknownType> futureTypeOf(QMetaType type);

} // namespace WebSocketRpc
