// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qvariant.h>

#include <variant>

namespace WebSocketRpc {

// A value as it came, read strictly as one of the type; or what is wrong with it. It stays as it is if values of
// the type are not marshalled. It runs user code, which may throw.
[[nodiscard]] std::variant<QVariant, QString> readAs(QMetaType type, const QVariant &value);

} // namespace WebSocketRpc
