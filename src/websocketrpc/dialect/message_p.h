// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsoncomposite_p.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qvariant.h>

#include <optional>
#include <string_view>

namespace WebSocketRpc {

class JsonWriter;

// The id of a request as its sender wrote it, to be echoed.
class MessageId
{
public:
    enum class Kind { Absent, Null, Integer, Text, Spelling };

    static MessageId null() { return MessageId(Kind::Null); }
    static MessageId integer(qint64 value) { return MessageId(Kind::Integer, value); }
    static MessageId text(QByteArray utf8);
    static MessageId spelling(QByteArray number); // a number that is not a 64-bit integer
    // A string or a 64-bit integer; absent for all else.
    static MessageId from(const JsonValue &value);
    MessageId() { } // defaulted it would be constexpr, and GCC clear a Message before it is set

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isAbsent() const { return m_kind == Kind::Absent; }
    [[nodiscard]] qsizetype size() const { return m_text.size(); } // of what is kept of it
    [[nodiscard]] std::optional<qint64> toInteger() const;
    [[nodiscard]] QVariant toVariant() const;
    void write(JsonWriter &writer) const;

    friend bool operator==(const MessageId &, const MessageId &) = default;

private:
    explicit MessageId(Kind kind, qint64 integer = 0) : m_kind(kind), m_integer(integer) { }

    Kind m_kind = Kind::Absent;
    qint64 m_integer = 0;
    QByteArray m_text;
};

// One message of either side, taken apart but not yet understood. The views refer to the reader's
// buffer.
struct Message
{
    enum class Kind { Request, Notification, Result, Error, Invalid };

    Kind kind = Kind::Invalid;
    MessageId id = {}; // absent in a notification, even in an invalid one
    std::string_view method = {};
    std::optional<JsonValue> params = {}; // an array or an object
    std::optional<JsonValue> progressToken = {}; // of a caller that wants progress
    std::optional<JsonValue> result = {}; // absent in an answer that has none
    int errorCode = 0;
    std::string_view errorMessage = {};
    std::optional<JsonValue> errorData = {};
    std::optional<JsonValue> errorValue = {}; // in the place of the error object, whatever it is
    const char *problem = nullptr; // what makes it invalid
    std::size_t size = 0; // in bytes; of small ones, roughly
    bool isResponse = false; // an invalid message that looks like an answer gets none
};

// Whether messages are understood that are not quite as the specification says.
enum class Strictness { Strict, Lenient };

} // namespace WebSocketRpc
