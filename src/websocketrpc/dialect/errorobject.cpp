// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "errorobject_p.h"

#include "jsonwriter_p.h"
#include "text_p.h"

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

std::optional<std::string_view> stringIn(const JsonValue &value)
{
    return value.isString() ? std::optional(value.toString()) : std::nullopt;
}

} // namespace

const char *readErrorObject(const JsonValue &value, Strictness strictness, Message &message)
{
    std::optional<int> code;
    std::optional<std::string_view> text;
    const char *problem = nullptr;
    if (value.isObject()) {
        for (const auto field : value.toObject()) {
            if (field.key == "code")
                code = toInt(field.value);
            else if (field.key == "message")
                text = stringIn(field.value);
            else if (field.key == "data")
                message.errorData = field.value;
        }
        if (!code)
            problem = "error.code must be an integer of 32 bits";
        else if (!text)
            problem = "error.message must be a string";
    } else {
        problem = "error must be an object";
        text = stringIn(value);
    }
    if (problem && strictness == Strictness::Strict)
        return problem;
    if (problem)
        message.errorData = value;
    message.errorCode = code.value_or(0);
    message.errorMessage = text.value_or(std::string_view());
    message.kind = Message::Kind::Error;
    return nullptr;
}

QString textOfError(const JsonValue &value)
{
    if (value.isString())
        return toText(value.toString());
    if (!value.isObject())
        return excerpt(value);
    for (const auto field : value.toObject()) {
        if (field.key == "message" && field.value.isString())
            return toText(field.value.toString());
    }
    return excerpt(value);
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
