// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "usage.h"

#include <QByteArray>
#include <QVariant>

enum class JsonLayout { Indented, Compact };

// The JSON value that the text is.
[[nodiscard]] Parsed<QVariant> valueFromJson(const QByteArray &json);

// The JSON value that the text is, or else the text.
[[nodiscard]] QVariant valueFromText(const QString &text);

// Any value, not only arrays and objects, and integers exact over 64 bits, signed and unsigned.
// It holds no characters that a terminal would obey.
[[nodiscard]] QByteArray textFromValue(const QVariant &value, JsonLayout layout);

// Prints it to the standard output, with a line break behind it.
void printValue(const QVariant &value, JsonLayout layout);
