// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "invocation_p.h"
#include "jsonreader_p.h"
#include "messageformat_p.h"

namespace WebSocketRpc {

// A received request, and the reader that holds its values.
class ParsedMessage
{
public:
    explicit ParsedMessage(const QByteArray &json)
    {
        const auto parsed = m_reader.read(QByteArrayView(json), 128);
        if (const auto *value = std::get_if<JsonValue>(&parsed))
            m_message = jsonRpc2().read(*value, m_reader, 0);
    }

    // A request with the text `params`; without params if the text is empty.
    static QByteArray request(const QByteArray &method, const QByteArray &params)
    {
        const QByteArray member = params.isEmpty() ? params : R"(, "params": )" + params;
        return R"({"jsonrpc": "2.0", "id": 1, "method": ")" + method + '"' + member + '}';
    }

    operator const Message &() const { return m_message; }
    const Message *operator->() const { return &m_message; }

private:
    JsonReader m_reader;
    Message m_message;
};

inline QByteArray toJson(const Answer &answer)
{
    if (!answer.codec)
        return "null";
    JsonWriter writer;
    const MismatchPtr mismatch = answer.codec->write(answer.value, writer, {});
    return mismatch ? mismatch->toString().toUtf8() : writer.view().toByteArray();
}

inline QByteArray toText(const Error &error)
{
    return QByteArray::number(error.code()) + ' ' + error.message().toUtf8();
}

inline QByteArray toText(const SettledAnswer &settled)
{
    if (const auto *error = std::get_if<Error>(&settled))
        return toText(*error);
    return toJson(std::get<Answer>(settled));
}

// Calls a method as a peer would: JSON in, and JSON or "code message" out; "pending" if the answer
// comes later.
inline QByteArray call(const Registry &registry, const QByteArray &method,
    const QByteArray &params = {}, const CallContext &context = {}, bool revealExceptions = false)
{
    const ParsedMessage message(ParsedMessage::request(method, params));
    const std::vector<Candidate> *candidates = registry.find(message->method);
    if (!candidates)
        return toText(methodNotFound(message->method));
    Invocation invocation;
    if (const std::optional<Error> error = invocation.prepare(*candidates, message))
        return toText(*error);
    const Outcome outcome = invocation.run(context, revealExceptions);
    if (const auto *error = std::get_if<Error>(&outcome))
        return toText(*error);
    if (const auto *answer = std::get_if<Answer>(&outcome))
        return toJson(*answer);
    return "pending";
}

} // namespace WebSocketRpc
