// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <simdjson.h>

#include <QtCore/qjsonvalue.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

class JsonWriter;

// A value in a parsed message; it is valid until the JsonReader that made it reads again.
using JsonValue = simdjson::dom::element;

[[nodiscard]] QJsonValue toQJsonValue(const JsonValue &value);
void write(JsonWriter &writer, const QJsonValue &value);

// The value as it would be written in an error message, shortened.
[[nodiscard]] QString excerpt(const JsonValue &value);

} // namespace WebSocketRpc
