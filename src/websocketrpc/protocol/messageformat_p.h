// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"
#include "outline_p.h"

#include <websocketrpc/error.h>

namespace WebSocketRpc {

class JsonReader;

// Methods that a format has besides what is exposed.
enum class BuiltIn { None, Ping, ChannelId };

// How messages are spelled. A format has no state; one instance serves all channels.
class MessageFormat
{
public:
    struct Rules
    {
        bool positionalArguments = true;
        bool batches = true;
        const char *silenceHint = nullptr; // what it may mean that a call gets no answer
        AnswerLayout answers = {};
        bool cancellation =
            false; // whether the peer may be told that a call is not wanted any more
    };

    virtual ~MessageFormat() = default;

    [[nodiscard]] const Rules &rules() const { return m_rules; }
    [[nodiscard]] virtual BuiltIn builtIn(std::string_view method) const = 0;

    // Entry `index` of a batch, or the whole message with index 0.
    [[nodiscard]] virtual Message read(
        const JsonValue &value, const JsonReader &reader, std::size_t index) const = 0;

    // Between begin and end the caller writes the arguments as one JSON array or object, or
    // nothing.
    virtual void beginRequest(
        JsonWriter &writer, QAnyStringView method, bool hasArguments) const = 0;
    virtual void endRequest(JsonWriter &writer, qint64 id) const = 0;
    virtual void endNotification(JsonWriter &writer) const = 0;

    // A notification; only with Rules::cancellation.
    virtual void writeCancellation(JsonWriter &writer, qint64 id) const;

    // Between begin and end the caller writes the result as one JSON value.
    virtual void beginResult(JsonWriter &writer, const MessageId &id) const = 0;
    virtual void endResult(
        JsonWriter &writer, const MessageId &id, QByteArrayView typeName) const = 0;
    virtual void writeError(JsonWriter &writer, const MessageId &id, const Error &error) const = 0;

protected:
    explicit MessageFormat(const Rules &rules) : m_rules(rules) { }

private:
    const Rules m_rules;
};

// JSON-RPC 2.0, https://www.jsonrpc.org/specification
[[nodiscard]] const MessageFormat &jsonRpc2();
// The same, for peers that speak it nearly.
[[nodiscard]] const MessageFormat &lenientJsonRpc2();

// The envelope of fastapi_websocket_rpc 0.1, https://github.com/permitio/fastapi_websocket_rpc
[[nodiscard]] const MessageFormat &fastApi();

// The format that a message is in; null where it could be either.
[[nodiscard]] const MessageFormat *formatOf(const JsonValue &message);

} // namespace WebSocketRpc
