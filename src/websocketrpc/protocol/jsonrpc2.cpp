// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messageformat_p.h"

#include "errorobject_p.h"
#include "jsonreader_p.h"
#include "jsonwriter_p.h"

namespace WebSocketRpc {

namespace {

// The members of a message that the specification knows; the last of equal ones.
struct Members
{
    explicit Members(JsonObject object)
    {
        const auto end = object.end();
        for (auto field = object.begin(); field != end; ++field) {
            if (auto *const member = find(field.key()))
                member->emplace(field.value());
        }
    }

    [[nodiscard]] std::optional<JsonValue> *find(std::string_view name)
    {
        if (name == "jsonrpc")
            return &version;
        if (name == "id")
            return &id;
        if (name == "method")
            return &method;
        if (name == "params")
            return &params;
        if (name == "result")
            return &result;
        return name == "error" ? &error : nullptr;
    }

    std::optional<JsonValue> version;
    std::optional<JsonValue> id;
    std::optional<JsonValue> method;
    std::optional<JsonValue> params;
    std::optional<JsonValue> result;
    std::optional<JsonValue> error;
};

bool isVersion2(const std::optional<JsonValue> &version)
{
    return version && version->isString() && version->toString() == "2.0";
}

// Absent if it is none that the specification allows.
MessageId readId(const JsonValue &id, const JsonReader &reader, std::size_t index)
{
    switch (id.type()) {
    case JsonValue::Type::Null:
        return MessageId::null();
    case JsonValue::Type::Integer:
        return MessageId::integer(id.toInteger());
    case JsonValue::Type::String: {
        const std::string_view text = id.toString();
        return MessageId::text(QByteArray(text.data(), qsizetype(text.size())));
    }
    case JsonValue::Type::Unsigned:
    case JsonValue::Type::Double:
        return MessageId::spelling(reader.spelling("id", index));
    default:
        return {};
    }
}

// Each of these returns what is wrong, or null.
using Problem = const char *;

Problem readRequest(const Members &members, Message &message)
{
    if (!members.method->isString())
        return "method must be a string";
    message.method = members.method->toString();
    if (members.params && !members.params->isArray() && !members.params->isObject())
        return "params must be an array or an object";
    message.params = members.params;
    message.kind = members.id ? Message::Kind::Request : Message::Kind::Notification;
    return nullptr;
}

Problem readResponse(const Members &members, Message &message)
{
    if (!members.id)
        return "id is missing in a response";
    if (members.result && members.error)
        return "result and error exclude each other";
    if (members.error)
        return readErrorObject(*members.error, message);
    message.result = members.result;
    message.kind = Message::Kind::Result;
    return nullptr;
}

Problem readMembers(const Members &members, Message &message)
{
    if (members.id && message.id.isAbsent())
        return "id must be a string, a number or null";
    if (!isVersion2(members.version))
        return "jsonrpc must be \"2.0\"";
    if (members.method)
        return readRequest(members, message);
    if (message.isResponse)
        return readResponse(members, message);
    return "method is missing";
}

class JsonRpc2 final : public MessageFormat
{
public:
    JsonRpc2() : MessageFormat(Rules()) { }

    BuiltIn builtIn(std::string_view) const override { return BuiltIn::None; }

    Message read(const JsonValue &value, const JsonReader &reader, std::size_t index) const override
    {
        Message message;
        if (!value.isObject()) {
            message.id = MessageId::null();
            message.problem = "a message must be an object";
            return message;
        }
        const Members members(value.toObject());
        message.isResponse = !members.method && (members.result || members.error);
        if (members.id)
            message.id = readId(*members.id, reader, index);
        message.problem = readMembers(members, message);
        if (message.problem && message.id.isAbsent())
            message.id = MessageId::null(); // "If there was an error in detecting the id"
        return message;
    }

    void beginRequest(JsonWriter &writer, QAnyStringView method, bool hasArguments) const override
    {
        writer.beginPieces(R"({"jsonrpc":"2.0","method":)");
        writer.writeString(method);
        if (hasArguments)
            writer.addPiece(R"(,"params":)");
    }

    void endRequest(JsonWriter &writer, qint64 id) const override
    {
        writer.addPiece(R"(,"id":)");
        writer.writeInteger(id);
        writer.endObject();
    }

    void endNotification(JsonWriter &writer) const override { writer.endObject(); }

    void beginResult(JsonWriter &writer, const MessageId &) const override
    {
        writer.beginPieces(R"({"jsonrpc":"2.0","result":)");
    }

    void endResult(JsonWriter &writer, const MessageId &id, QByteArrayView) const override
    {
        endResponse(writer, id);
    }

    void writeError(JsonWriter &writer, const MessageId &id, const Error &error) const override
    {
        writer.beginPieces(R"({"jsonrpc":"2.0","error":)");
        writeErrorObject(writer, error);
        endResponse(writer, id);
    }

private:
    static void endResponse(JsonWriter &writer, const MessageId &id)
    {
        writer.addPiece(R"(,"id":)");
        id.write(writer);
        writer.endObject();
    }
};

} // namespace

const MessageFormat &jsonRpc2()
{
    static const JsonRpc2 format;
    return format;
}

} // namespace WebSocketRpc
