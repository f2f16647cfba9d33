// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

#include "errorobject_p.h"
#include "jsonwriter_p.h"
#include "pythontypes_p.h"

#include <charconv>

namespace WebSocketRpc {

namespace {

constexpr MessageFormat::Rules fastApiRules = {
    .dialect = Dialect::FastApi,
    .name = "FastApi",
    .positionalArguments = false,
    .batches = false,
    .sharedFrames = false,
    .readinessMethod = "_ping_",
    .silenceHint =
        "fastapi_websocket_rpc has no error answers: a method that is unknown, is called "
        "with wrong arguments or raises an exception ends the connection",
    .answers = {.envelope = "response", .id = "call_id"},
};

// Each of these returns what is wrong, or null.
using Problem = const char *;

// The last of equal ones.
std::optional<JsonValue> memberOrNull(JsonObject object, std::string_view name)
{
    std::optional<JsonValue> member;
    for (const auto field : object) {
        if (field.key == name)
            member = field.value;
    }
    return member;
}

// The original sends null for what is not there.
std::optional<JsonValue> memberOf(JsonObject object, std::string_view name)
{
    const auto member = memberOrNull(object, name);
    return member && !member->isNull() ? member : std::nullopt;
}

// As the peer wrote it. The original knows strings only. Absent if it is nothing that can be echoed.
MessageId readCallId(const JsonValue &id)
{
    switch (id.type()) {
    case JsonValue::Type::String: {
        const std::string_view text = id.toString();
        return MessageId::text(QByteArray(text.data(), qsizetype(text.size())));
    }
    case JsonValue::Type::Integer:
        return MessageId::integer(id.toInteger());
    case JsonValue::Type::Unsigned:
        return MessageId::spelling(QByteArray::number(qulonglong(id.toUnsigned())));
    default:
        return {};
    }
}

// Our own ids are integers, written as strings.
MessageId readOwnCallId(const JsonValue &id)
{
    const std::string_view text = id.isString() ? id.toString() : std::string_view();
    qint64 number = 0;
    if (text.empty() || text.front() == '0')
        return readCallId(id);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc() && end == text.data() + text.size() && number > 0;
    return isNumber ? MessageId::integer(number) : readCallId(id);
}

Problem readRequest(const JsonValue &value, Message &message)
{
    if (!value.isObject())
        return "request must be an object";
    const JsonObject request = value.toObject();
    const auto id = memberOf(request, "call_id");
    if (id)
        message.id = readCallId(*id);
    if (id && message.id.isAbsent())
        return "request.call_id must be a string";
    const auto method = memberOf(request, "method");
    if (!method || !method->isString())
        return "request.method must be a string";
    message.method = method->toString();
    message.params = memberOf(request, "arguments");
    if (message.params && !message.params->isObject())
        return "request.arguments must be an object";
    message.kind = id ? Message::Kind::Request : Message::Kind::Notification;
    return nullptr;
}

Problem readResponse(const JsonValue &value, Message &message)
{
    if (!value.isObject())
        return "response must be an object";
    const JsonObject response = value.toObject();
    if (const auto id = memberOf(response, "call_id"))
        message.id = readOwnCallId(*id);
    else
        message.id = MessageId::null(); // the answer to a notification
    if (message.id.isAbsent())
        return "response.call_id must be a string";
    if (const auto error = memberOf(response, "error")) {
        message.errorValue = error;
        return readErrorObject(*error, Strictness::Strict, message);
    }
    message.result = memberOrNull(response, "result");
    if (!message.result)
        return "response.result is missing";
    message.kind = Message::Kind::Result;
    return nullptr;
}

Problem readMessage(const JsonValue &value, Message &message)
{
    if (!value.isObject())
        return "a message must be an object";
    const JsonObject object = value.toObject();
    const auto request = memberOf(object, "request");
    const auto response = memberOf(object, "response");
    if (request && response)
        return "request and response exclude each other";
    if (request)
        return readRequest(*request, message);
    message.isResponse = response.has_value();
    return response ? readResponse(*response, message) : "request and response are missing";
}

class FastApi final : public MessageFormat
{
public:
    FastApi() : MessageFormat(fastApiRules) { }

    BuiltIn builtIn(std::string_view method) const override
    {
        if (method == fastApiRules.readinessMethod)
            return BuiltIn::Ping;
        return method == "_get_channel_id_" ? BuiltIn::ChannelId : BuiltIn::None;
    }

    bool recognises(JsonObject message) const override
    {
        return message.contains("request") || message.contains("response");
    }

    Message read(const JsonValue &value, const JsonReader &, std::size_t) const override
    {
        Message message;
        message.problem = readMessage(value, message);
        if (message.problem)
            message.kind = Message::Kind::Invalid;
        if (message.problem && message.id.isAbsent() && message.method.data() == nullptr)
            message.id = MessageId::null();
        return message;
    }

    void beginRequest(JsonWriter &writer, QAnyStringView method, bool hasArguments) const override
    {
        writer.beginPieces(R"({"request":{"method":)");
        writer.writeString(method);
        // The original cannot call a method with null for no arguments.
        writer.addPiece(hasArguments ? R"(,"arguments":)" : R"(,"arguments":{})");
    }

    void endRequest(JsonWriter &writer, qint64 id) const override
    {
        char text[24];
        const auto end = std::to_chars(std::begin(text), std::end(text), id).ptr;
        writer.addPiece(R"(,"call_id":)");
        writer.writeString(text, std::size_t(end - text));
        writer.addPiece(R"(},"response":null)");
        writer.endObject();
    }

    // The original answers it all the same, with no id.
    void endNotification(JsonWriter &writer) const override
    {
        writer.addPiece(R"(,"call_id":null},"response":null)");
        writer.endObject();
    }

    void beginResult(JsonWriter &writer, const MessageId &) const override
    {
        writer.beginPieces(R"({"request":null,"response":{"result":)");
    }

    void endResult(JsonWriter &writer, const MessageId &id, QByteArrayView typeName) const override
    {
        const QByteArrayView pythonName = pythonTypeName(typeName);
        writer.addPiece(R"(,"result_type":)");
        writer.writeString(pythonName.data(), std::size_t(pythonName.size()));
        writeCallId(writer, id);
        writer.addPiece("}");
        writer.endObject();
    }

    // The original has no errors: for it this is a result that is None.
    void writeError(JsonWriter &writer, const MessageId &id, const Error &error) const override
    {
        writer.beginPieces(R"({"request":null,"response":{"result":null,"result_type":null)");
        writeCallId(writer, id);
        writer.addPiece(R"(,"error":)");
        writeErrorObject(writer, error);
        writer.addPiece("}");
        writer.endObject();
    }

private:
    static void writeCallId(JsonWriter &writer, const MessageId &id)
    {
        writer.addPiece(R"(,"call_id":)");
        id.write(writer);
    }
};

} // namespace

const MessageFormat &fastApi()
{
    static const FastApi format;
    return format;
}

} // namespace WebSocketRpc
