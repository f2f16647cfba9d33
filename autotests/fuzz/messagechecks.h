// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonreader_p.h"
#include "jsonwriter_p.h"
#include "messageformat_p.h"

#include <cstdlib>

// Properties of every message in every format, whatever its text.
namespace MessageChecks {

using namespace WebSocketRpc;

constexpr int depthLimit = 64;

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

inline Message readBack(const MessageFormat &format, const JsonWriter &writer, JsonReader &reader)
{
    const auto result = reader.read(writer.view(), depthLimit);
    require(std::holds_alternative<JsonValue>(result));
    return format.read(std::get<JsonValue>(result), reader, 0);
}

// The answer to the message must be valid and have the same id. A format may read a string of
// digits in an answer as a number.
inline void checkAnswer(const MessageFormat &format, const Message &message)
{
    const Error error(Error::InvalidRequest, QString::fromUtf8(message.problem));
    JsonWriter writer;
    format.writeError(writer, message.id, error);
    JsonReader reader;
    const Message answer = readBack(format, writer, reader);
    require(answer.kind == Message::Kind::Error && answer.errorCode == error.code());
    const MessageId sent = message.id.isAbsent() ? MessageId::null() : message.id;
    require(answer.id == sent
        || (answer.id.toInteger() && sent.kind() == MessageId::Kind::Text
            && QString::number(*answer.id.toInteger()) == sent.toVariant().toString()));
}

inline void checkRequest(const MessageFormat &format, const Message &message)
{
    JsonWriter writer;
    format.beginRequest(writer, QUtf8StringView(message.method.data(), message.method.size()),
        message.params.has_value());
    if (message.params)
        write(writer, toQJsonValue(*message.params));
    format.endRequest(writer, 1);
    JsonReader reader;
    const Message request = readBack(format, writer, reader);
    require(request.kind == Message::Kind::Request && request.method == message.method);
}

inline void checkMessage(const MessageFormat &format, const JsonValue &value,
    const JsonReader &reader, std::size_t index)
{
    const Message message = format.read(value, reader, index);
    require((message.problem != nullptr) == (message.kind == Message::Kind::Invalid));
    checkAnswer(format, message);
    if (message.kind == Message::Kind::Request || message.kind == Message::Kind::Notification)
        checkRequest(format, message);
}

} // namespace MessageChecks
