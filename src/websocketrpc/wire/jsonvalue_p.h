// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qjsonvalue.h>
#include <QtCore/qstring.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace WebSocketRpc {

class JsonArray;
class JsonObject;
class JsonWriter;

// A parsed message in the form that simdjson documents as its tape, doc/tape.md: words with a letter
// in the highest byte, and a buffer for the strings that they refer to. Reading it here keeps
// simdjson's header, which takes longer to compile than all of Qt's, out of every other file.
struct JsonTape
{
    const std::uint64_t *words = nullptr;
    const std::uint8_t *strings = nullptr;
};

// A value in a parsed message; it is valid until the JsonReader that made it reads again.
class JsonValue
{
public:
    enum class Type { Null, Bool, Integer, Unsigned, Double, String, Array, Object };

    JsonValue() = default;
    JsonValue(const JsonTape *tape, std::size_t index) : m_tape(tape), m_index(index) { }

    [[nodiscard]] Type type() const;
    [[nodiscard]] bool isNull() const { return letter() == 'n'; }
    [[nodiscard]] bool isBool() const { return letter() == 't' || letter() == 'f'; }
    [[nodiscard]] bool isInteger() const { return letter() == 'l'; } // fits a qint64
    [[nodiscard]] bool isUnsigned() const { return letter() == 'u'; } // fits a quint64 alone
    [[nodiscard]] bool isDouble() const { return letter() == 'd'; }
    [[nodiscard]] bool isString() const { return letter() == '"'; }
    [[nodiscard]] bool isArray() const { return letter() == '['; }
    [[nodiscard]] bool isObject() const { return letter() == '{'; }

    // Each requires a value of that type.
    [[nodiscard]] bool toBool() const { return letter() == 't'; }
    [[nodiscard]] qint64 toInteger() const { return qint64(word(1)); }
    [[nodiscard]] quint64 toUnsigned() const { return word(1); }
    [[nodiscard]] double toDouble() const { return std::bit_cast<double>(word(1)); }
    [[nodiscard]] std::string_view toString() const;
    [[nodiscard]] JsonArray toArray() const; // in jsoncomposite_p.h, like toObject()
    [[nodiscard]] JsonObject toObject() const;

private:
    friend class JsonComposite;

    [[nodiscard]] quint64 word(std::size_t offset = 0) const
    {
        return m_tape->words[m_index + offset];
    }
    [[nodiscard]] uchar letter() const { return uchar(word() >> 56); }
    [[nodiscard]] std::size_t indexBehind() const;

    const JsonTape *m_tape = nullptr;
    std::size_t m_index = 0;
};

inline std::string_view JsonValue::toString() const
{
    constexpr quint64 offset = (quint64(1) << 56) - 1;
    const std::uint8_t *const at = m_tape->strings + (word() & offset);
    quint32 size;
    std::memcpy(&size, at, sizeof size);
    return {reinterpret_cast<const char *>(at + sizeof size), size};
}

inline JsonValue::Type JsonValue::type() const
{
    switch (letter()) {
    case 't':
    case 'f':
        return Type::Bool;
    case 'l':
        return Type::Integer;
    case 'u':
        return Type::Unsigned;
    case 'd':
        return Type::Double;
    case '"':
        return Type::String;
    case '[':
        return Type::Array;
    case '{':
        return Type::Object;
    default:
        return Type::Null;
    }
}

inline std::size_t JsonValue::indexBehind() const
{
    if (isArray() || isObject())
        return std::size_t(quint32(word()));
    // Numbers take two words. Every value of a message comes here, and this has no branches.
    constexpr auto bit = [](uchar letter) { return quint64(1) << (letter % 64); };
    constexpr quint64 numbers = bit('l') | bit('u') | bit('d');
    static_assert((numbers & (bit('"') | bit('t') | bit('f') | bit('n'))) == 0);
    return m_index + 1 + (numbers >> (letter() % 64) & 1);
}

[[nodiscard]] QJsonValue toQJsonValue(const JsonValue &value);
void write(JsonWriter &writer, const QJsonValue &value);

// The value as an error message shows it, shortened.
[[nodiscard]] QString excerpt(const JsonValue &value);

} // namespace WebSocketRpc
