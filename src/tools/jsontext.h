// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QVariant>

enum class JsonLayout { Indented, Compact };

// The JSON value that the text is, or else the text.
[[nodiscard]] QVariant valueFromText(const QString &text);

// Any value, not only arrays and objects, and integers exact over 64 bits, signed and unsigned.
[[nodiscard]] QByteArray textFromValue(const QVariant &value, JsonLayout layout);
