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
        if (name == "error")
            return &error;
        return name == "progressToken" ? &progressToken : nullptr;
    }

    std::optional<JsonValue> version;
    std::optional<JsonValue> id;
    std::optional<JsonValue> method;
    std::optional<JsonValue> params;
    std::optional<JsonValue> result;
    std::optional<JsonValue> error;
    std::optional<JsonValue> progressToken;
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

JsonValue nullValue()
{
    static constexpr std::uint64_t words[] = {std::uint64_t('n') << 56};
    static constexpr JsonTape tape = {words, nullptr};
    return {&tape, 0};
}

bool isAbsentOrNull(const std::optional<JsonValue> &member)
{
    return !member || member->isNull();
}

// Each of these returns what is wrong, or null.
using Problem = const char *;

Problem readRequest(const Members &members, Message &message)
{
    if (!members.method->isString())
        return "method must be a string";
    if (isAbsentOrNull(members.params))
        return nullptr;
    if (!members.params->isArray() && !members.params->isObject())
        return "params must be an array or an object";
    message.params = members.params;
    return nullptr;
}

// Many peers send both members, with null for the one that does not count.
Problem readResponse(const Members &members, Message &message, Strictness strictness)
{
    if (!members.id)
        return "id is missing in a response";
    const bool hasError = members.error && !members.error->isNull();
    if (hasError)
        message.errorValue = members.error;
    if (hasError && !isAbsentOrNull(members.result))
        return "result and error exclude each other";
    if (hasError)
        return readErrorObject(*members.error, strictness, message);
    if (members.error && !members.result && strictness == Strictness::Strict)
        return "error must be an object";
    message.result = members.result;
    if (!message.result && strictness == Strictness::Lenient)
        message.result = nullValue();
    message.kind = Message::Kind::Result;
    return nullptr;
}

class JsonRpc2 final : public MessageFormat
{
public:
    explicit JsonRpc2(Strictness strictness)
        : MessageFormat({
            .dialect = Dialect::JsonRpc2,
            .name = "JsonRpc2",
            .cancellation = true,
            .progress = true,
            .streams = true,
            .answers = {.envelope = {}, .id = "id"},
        })
        , m_strictness(strictness)
    {
    }

    bool recognises(JsonObject message) const override { return message.contains("jsonrpc"); }

    const MessageFormat &lenient() const override
    {
        static const JsonRpc2 format(Strictness::Lenient);
        return format;
    }

    Message read(const JsonValue &value, const JsonReader &reader, std::size_t index) const override
    {
        Message message;
        if (!value.isObject()) {
            message.id = MessageId::null();
            message.problem = "a message must be an object";
            return message;
        }
        const Members members(value.toObject());
        // Without a method, what has an id is an answer, if only to a call of a method that returns
        // nothing. An answer to it could be taken for one to a call of the peer's own.
        message.isResponse =
            !members.method && (members.result || members.error || (members.id && !members.params));
        if (members.id)
            message.id = readId(*members.id, reader, index);
        message.problem = readMembers(members, message);
        if (message.problem && message.id.isAbsent() && message.method.data() == nullptr)
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

    void addProgressToken(JsonWriter &writer, qint64 id) const override
    {
        writer.addPiece(R"(,"progressToken":)");
        writer.writeInteger(id);
    }

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
    Problem readMembers(const Members &members, Message &message) const
    {
        const bool isNotification = isNotificationIn(members);
        if (isNotification && members.method->isString()) {
            message.id = {};
            message.method = members.method->toString();
        }
        if (!isNotification && members.id && message.id.isAbsent())
            return "id must be a string, a number or null";
        if (!isVersion2(members.version) && m_strictness == Strictness::Strict)
            return "jsonrpc must be \"2.0\"";
        if (message.isResponse)
            return readResponse(members, message, m_strictness);
        if (!members.method)
            return "method is missing";
        if (const Problem problem = readRequest(members, message))
            return problem;
        message.method = members.method->toString();
        message.progressToken = members.progressToken;
        message.kind = isNotification ? Message::Kind::Notification : Message::Kind::Request;
        return nullptr;
    }

    // In JSON-RPC 1.0 the id is null.
    [[nodiscard]] bool isNotificationIn(const Members &members) const
    {
        if (!members.method)
            return false;
        return !members.id
            || (m_strictness == Strictness::Lenient && !members.version && members.id->isNull());
    }

    static void endResponse(JsonWriter &writer, const MessageId &id)
    {
        writer.addPiece(R"(,"id":)");
        id.write(writer);
        writer.endObject();
    }

    const Strictness m_strictness;
};

} // namespace

const MessageFormat &jsonRpc2()
{
    static const JsonRpc2 format(Strictness::Strict);
    return format;
}

} // namespace WebSocketRpc
