// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "usage.h"

#include <QByteArray>
#include <QVariant>

enum class JsonLayout { Indented, Compact };

// The text, parsed as JSON.
[[nodiscard]] Parsed<QVariant> valueFromJson(const QByteArray &json);

// The text, parsed as JSON; if it is not JSON, as a string.
[[nodiscard]] QVariant valueFromText(const QString &text);

// Any value, not only arrays and objects, and integers exact over 64 bits, signed and unsigned. The
// text contains no characters that control a terminal.
[[nodiscard]] QByteArray textFromValue(const QVariant &value, JsonLayout layout);

// Prints the value to the standard output, followed by a line break.
void printValue(const QVariant &value, JsonLayout layout);
