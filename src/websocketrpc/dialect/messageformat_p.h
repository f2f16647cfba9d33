// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "message_p.h"
#include "outline_p.h"

#include <websocketrpc/dialect.h>
#include <websocketrpc/error.h>

namespace WebSocketRpc {

class JsonReader;

// Methods that a dialect has besides what is exposed.
enum class BuiltIn { None, Ping, ChannelId };

// One dialect: how messages are spelled, and all that the rest of the library needs to know of it. It
// has no state; one instance serves all channels.
class MessageFormat
{
public:
    struct Rules
    {
        Dialect dialect = Dialect::JsonRpc2;
        const char *name = ""; // for people, and for the header in which our clients tell it
        bool positionalArguments = true;
        bool batches = true;
        bool sharedFrames = true; // with a peer that agrees
        bool cancellation = false; // the peer may be told that a call is not wanted any more
        bool progress = false; // the peer may be asked how far it is
        bool streams = false; // a value may stand for more that are asked for
        const char *readinessMethod = nullptr; // what a server answers as soon as it takes calls
        const char *silenceHint = nullptr; // what it may mean that a call gets no answer
        AnswerLayout answers = {};
    };

    virtual ~MessageFormat() = default;

    [[nodiscard]] const Rules &rules() const { return m_rules; }
    [[nodiscard]] virtual BuiltIn builtIn(std::string_view) const { return BuiltIn::None; }
    // Whether a peer that sends this, an object, speaks the dialect.
    [[nodiscard]] virtual bool recognises(JsonObject message) const = 0;
    // The same dialect, understood even if it is not quite as its specification says.
    [[nodiscard]] virtual const MessageFormat &lenient() const { return *this; }

    // Entry `index` of a batch, or the whole message with index 0.
    [[nodiscard]] virtual Message read(
        const JsonValue &value, const JsonReader &reader, std::size_t index) const = 0;

    // Between begin and end the caller writes the arguments as one JSON array or object, or
    // nothing.
    virtual void beginRequest(
        JsonWriter &writer, QAnyStringView method, bool hasArguments) const = 0;
    virtual void endRequest(JsonWriter &writer, qint64 id) const = 0;
    virtual void endNotification(JsonWriter &writer) const = 0;

    // Right before endRequest(); only with Rules::progress.
    virtual void addProgressToken(JsonWriter &writer, qint64 id) const;

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
// The envelope of fastapi_websocket_rpc 0.1, https://github.com/permitio/fastapi_websocket_rpc
[[nodiscard]] const MessageFormat &fastApi();

[[nodiscard]] const MessageFormat &formatOf(Dialect dialect);
// Null if there is none of that name.
[[nodiscard]] const MessageFormat *formatNamed(QByteArrayView name);
// The format that a message is in; null if it could be any.
[[nodiscard]] const MessageFormat *formatOf(const JsonValue &message);

} // namespace WebSocketRpc
