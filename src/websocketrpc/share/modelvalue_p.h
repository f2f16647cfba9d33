// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qvariant.h>

#include <variant>

namespace WebSocketRpc {

// Reads a received value strictly as one of the type, or says what is wrong with it. If values of the type are not
// marshalled, the value stays as it is. Runs user code, which may throw.
[[nodiscard]] std::variant<QVariant, QString> readAs(QMetaType type, const QVariant &value);

} // namespace WebSocketRpc
