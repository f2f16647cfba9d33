// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "type.h"

#include <QJsonObject>

namespace Api {

// What a schema says whose "type" is this one; null unless it is null, boolean, integer, number or string.
[[nodiscard]] TypePtr scalarOf(const QJsonObject &schema, const QString &type);

// Values that are listed.
[[nodiscard]] TypePtr enumOf(const QJsonArray &values);

// The name of a C++ type, or nothing if the text is none.
[[nodiscard]] QString cppTypeFrom(const QString &text);

} // namespace Api
