// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonreader_p.h"
#include "jsonwriter_p.h"
#include "messageformat_p.h"

#include <cstdlib>

using namespace WebSocketRpc;

namespace {

constexpr int depthLimit = 64;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

// What is written must be valid, and the same when it is written again. The values themselves do
// not compare: QJsonArray tells 1e17 from the same integer.
void checkValue(const JsonValue &value)
{
    const QString shortened = excerpt(value);
    require(!shortened.isEmpty() && shortened.size() <= 60);
    JsonWriter writer;
    write(writer, toQJsonValue(value));
    JsonReader reader;
    const auto result = reader.read(writer.view(), depthLimit);
    require(std::holds_alternative<JsonValue>(result));
    JsonWriter again;
    write(again, toQJsonValue(std::get<JsonValue>(result)));
    require(again.view() == writer.view());
}

// The answer that the message would get must be valid, and its id the same.
void checkAnswer(const Message &message)
{
    const Error error(Error::InvalidRequest, QString::fromUtf8(message.problem));
    JsonWriter writer;
    jsonRpc2().writeError(writer, message.id, error);
    JsonReader reader;
    const auto result = reader.read(writer.view(), depthLimit);
    require(std::holds_alternative<JsonValue>(result));
    const Message answer = jsonRpc2().read(std::get<JsonValue>(result), reader, 0);
    require(answer.kind == Message::Kind::Error && answer.errorCode == error.code());
    require(answer.id == (message.id.isAbsent() ? MessageId::null() : message.id));
}

void checkRequest(const Message &message)
{
    JsonWriter writer;
    jsonRpc2().beginRequest(writer, QUtf8StringView(message.method.data(), message.method.size()),
        message.params.has_value());
    if (message.params)
        write(writer, toQJsonValue(*message.params));
    jsonRpc2().endRequest(writer, 1);
    JsonReader reader;
    const auto result = reader.read(writer.view(), depthLimit);
    require(std::holds_alternative<JsonValue>(result));
    const Message request = jsonRpc2().read(std::get<JsonValue>(result), reader, 0);
    require(request.kind == Message::Kind::Request && request.method == message.method);
}

void checkMessage(const JsonValue &value, const JsonReader &reader, std::size_t index)
{
    const Message message = jsonRpc2().read(value, reader, index);
    require((message.problem != nullptr) == (message.kind == Message::Kind::Invalid));
    checkAnswer(message);
    if (message.kind == Message::Kind::Request || message.kind == Message::Kind::Notification)
        checkRequest(message);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, std::size_t size)
{
    static JsonReader reader; // as on a channel, which reads one message after the other
    const QByteArrayView bytes(data, qsizetype(size));
    const auto result = reader.read(bytes, depthLimit);
    if (const auto *const failure = std::get_if<ParseFailure>(&result)) {
        require(!failure->message.isEmpty());
        return 0;
    }
    const JsonValue value = std::get<JsonValue>(result);
    checkValue(value);
    simdjson::dom::array batch;
    if (value.get_array().get(batch) != simdjson::SUCCESS) {
        checkMessage(value, reader, 0);
        return 0;
    }
    std::size_t index = 0;
    for (const JsonValue entry : batch)
        checkMessage(entry, reader, index++);
    return 0;
}
