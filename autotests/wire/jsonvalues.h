// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsoncomposite_p.h"
#include "jsonwriter_p.h"

// The parsed value, written without white space.
inline void writeValue(WebSocketRpc::JsonWriter &out, const WebSocketRpc::JsonValue &value)
{
    using WebSocketRpc::JsonValue;
    const auto writeText = [&out](std::string_view text) {
        out.writeString(text.data(), text.size());
    };
    switch (value.type()) {
    case JsonValue::Type::Null:
        return out.writeNull();
    case JsonValue::Type::Bool:
        return out.writeBool(value.toBool());
    case JsonValue::Type::Integer:
        return out.writeInteger(value.toInteger());
    case JsonValue::Type::Unsigned:
        return out.writeInteger(value.toUnsigned());
    case JsonValue::Type::Double:
        return out.writeDouble(value.toDouble());
    case JsonValue::Type::String:
        return writeText(value.toString());
    case JsonValue::Type::Array:
        out.beginArray();
        for (const JsonValue entry : value.toArray())
            writeValue(out, entry);
        return out.endArray();
    case JsonValue::Type::Object:
        out.beginObject();
        for (const auto &[key, member] : value.toObject()) {
            out.key(QUtf8StringView(key.data(), qsizetype(key.size())));
            writeValue(out, member);
        }
        return out.endObject();
    }
}

inline QString minified(const WebSocketRpc::JsonValue &value)
{
    WebSocketRpc::JsonWriter writer;
    writeValue(writer, value);
    return QString::fromUtf8(writer.view());
}

inline WebSocketRpc::JsonValue entryOf(const WebSocketRpc::JsonValue &array, std::size_t index)
{
    auto entry = array.toArray().begin();
    while (index-- > 0)
        ++entry;
    return *entry;
}
