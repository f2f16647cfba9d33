// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "errorobject_p.h"

#include "jsonwriter_p.h"

#include <cmath>
#include <limits>

namespace WebSocketRpc {

namespace {

// The integer that JSON may also spell as 1.0 or 1e0.
std::optional<int> toInt(const JsonValue &value)
{
    if (!value.isInteger() && !value.isDouble())
        return {};
    const double number = value.isInteger() ? double(value.toInteger()) : value.toDouble();
    using Limits = std::numeric_limits<int>;
    if (std::trunc(number) != number || number < Limits::min() || number > Limits::max())
        return {};
    return int(number);
}

} // namespace

const char *readErrorObject(const JsonValue &value, Message &message)
{
    if (!value.isObject())
        return "error must be an object";
    const JsonObject object = value.toObject();
    std::optional<int> code;
    std::optional<std::string_view> text;
    for (const auto field : object) {
        if (field.key == "code")
            code = toInt(field.value);
        else if (field.key == "message")
            text = field.value.isString() ? std::optional(field.value.toString()) : std::nullopt;
        else if (field.key == "data")
            message.errorData = field.value;
    }
    if (!code)
        return "error.code must be an integer of 32 bits";
    if (!text)
        return "error.message must be a string";
    message.errorCode = *code;
    message.errorMessage = *text;
    message.kind = Message::Kind::Error;
    return nullptr;
}

void writeErrorObject(JsonWriter &writer, const Error &error)
{
    writer.beginPieces(R"({"code":)");
    writer.writeInteger(qint64(error.code()));
    writer.addPiece(R"(,"message":)");
    writer.writeString(error.message());
    if (!error.data().isUndefined()) {
        writer.addPiece(R"(,"data":)");
        write(writer, error.data());
    }
    writer.endObject();
}

} // namespace WebSocketRpc
