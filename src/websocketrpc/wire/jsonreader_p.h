// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsontext_p.h"
#include "jsonvalue_p.h"

#include <QtCore/qbytearray.h>

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

namespace WebSocketRpc {

struct ParseFailure
{
    QString message; // a clause that says what is wrong with the text
};

// Parses one message at a time into a buffer that it keeps between messages. While a value of the message
// is in use, no user code may run: a nested event loop would read the next message into the same buffer.
class JsonReader
{
public:
    JsonReader();
    ~JsonReader();
    JsonReader(JsonReader &&) noexcept;
    JsonReader &operator=(JsonReader &&) noexcept;

    [[nodiscard]] std::variant<JsonValue, ParseFailure> read(QStringView text, int maximumDepth);
    [[nodiscard]] std::variant<JsonValue, ParseFailure> read(QByteArrayView utf8, int maximumDepth);
    // Takes over the text, and leaves a reusable buffer in its place.
    [[nodiscard]] std::variant<JsonValue, ParseFailure> read(JsonText &&text, int maximumDepth);

    // The length of the last message, in bytes of UTF-8.
    [[nodiscard]] std::size_t size() const { return m_text.size(); }
    [[nodiscard]] std::string_view text() const { return m_text.view(); }

    // How the last message spells member `name` of its object, or entry `index` of its array; for
    // numbers that no C++ type holds exactly.
    [[nodiscard]] QByteArray spelling(std::string_view name, std::size_t index) const;

    // The text of entry `index`, if the last message is an array and the entry is an object or an array;
    // the text of the whole message, if it is not an array.
    [[nodiscard]] std::string_view entry(std::size_t index) const;

    // Drops the text. No value of the message may be used any more.
    void clear();
    [[nodiscard]] bool isLarge() const; // the parser
    void shrink(); // clears, and frees the memory that an unusually large message took

private:
    struct Parser;

    [[nodiscard]] std::variant<JsonValue, ParseFailure> parse(int maximumDepth);
    [[nodiscard]] bool widenIntegers();

    std::unique_ptr<Parser> m_parser;
    JsonText m_text;
    JsonText m_widened;
    mutable std::vector<std::string_view>
        m_entries; // of the array in m_text; found when first needed
};

} // namespace WebSocketRpc
