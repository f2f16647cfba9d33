// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonwriter_p.h"

#include <QtCore/qstring.h>
#include <QtCore/qstringconverter.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace WebSocketRpc {

enum class BeyondAscii { Stop, Pass };

namespace {

constexpr std::size_t longestEscape = 6; // \u001f
constexpr std::size_t longestNumber = 32; // a double takes up to 24

// The letter after the backslash; 0 for a character that needs no escape.
constexpr std::array<char, 128> escapes = [] {
    std::array<char, 128> table = {};
    for (int control = 0; control < 0x20; ++control)
        table[control] = 'u';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['"'] = '"';
    table['\\'] = '\\';
    return table;
}();

char *writeEscape(char *out, char character)
{
    const char letter = escapes[std::size_t(character)];
    *out++ = '\\';
    *out++ = letter;
    if (letter != 'u')
        return out;
    constexpr char digits[] = "0123456789abcdef";
    *out++ = '0';
    *out++ = '0';
    *out++ = digits[character >> 4];
    *out++ = digits[character & 0xf];
    return out;
}

template<typename Integer>
char *spellInteger(char *out, Integer value)
{
    if (value >= 0 && value <= 9) { // as many values are
        *out = char('0' + value);
        return out + 1;
    }
    return std::to_chars(out, out + longestNumber, value).ptr;
}

// The shortest spelling that reads back as the same double, and not as an integer.
template<typename Floating>
char *spell(char *out, Floating value)
{
    char *const end = std::to_chars(out, out + longestNumber, value).ptr;
    const auto isFraction = [](char character) { return character == '.' || character == 'e'; };
    return std::any_of(out, end, isFraction) ? end : std::copy_n(".0", 2, end);
}

// Whether one of eight bytes ends a run of plain bytes. A plain byte after such a byte may count, too,
// which costs no more than a closer look.
bool endsRun(const char *bytes, BeyondAscii beyondAscii)
{
    constexpr quint64 ones = 0x0101'0101'0101'0101;
    constexpr quint64 tops = ones * 0x80;
    quint64 word;
    std::memcpy(&word, bytes, sizeof word);
    const quint64 controls = word - ones * 0x20;
    const quint64 quotes = (word ^ (ones * '"')) - ones;
    const quint64 backslashes = (word ^ (ones * '\\')) - ones;
    const quint64 escaped = (controls | quotes | backslashes) & ~word & tops;
    return escaped || (beyondAscii == BeyondAscii::Stop && word & tops);
}

// The end of the run of bytes that need no escape.
const char *runEnd(const char *at, const char *end, BeyondAscii beyondAscii)
{
    const auto isPlain = [beyondAscii](uchar byte) {
        return byte < escapes.size() ? !escapes[byte] : beyondAscii == BeyondAscii::Pass;
    };
    while (end - at >= 8 && !endsRun(at, beyondAscii))
        at += 8;
    return std::find_if_not(at, end, isPlain);
}

} // namespace

void JsonWriter::key(QAnyStringView name)
{
    writeString(name);
    addPiece(":");
}

void JsonWriter::writeInteger(qint64 value)
{
    endValue(spellInteger(beginValue(longestNumber), value));
}

void JsonWriter::writeInteger(quint64 value)
{
    endValue(spellInteger(beginValue(longestNumber), value));
}

void JsonWriter::writeDouble(double value)
{
    if (std::isfinite(value))
        endValue(spell(beginValue(longestNumber), value));
    else
        writeNull();
}

void JsonWriter::writeFloat(float value)
{
    if (std::isfinite(value))
        endValue(spell(beginValue(longestNumber), value));
    else
        writeNull();
}

void JsonWriter::writeString(QAnyStringView text)
{
    text.visit([this](auto view) {
        if constexpr (std::is_same_v<decltype(view), QUtf8StringView>)
            return writeString(view.data(), std::size_t(view.size()));
        open('"');
        if constexpr (std::is_same_v<decltype(view), QStringView>)
            appendUtf16(view);
        else
            appendUtf16(view.toString());
        close('"');
    });
}

void JsonWriter::writeString(const char *utf8, std::size_t size)
{
    open('"');
    const char *const end = utf8 + size;
    const char *const ascii = appendRuns(utf8, end, BeyondAscii::Stop);
    if (ascii != end && QByteArrayView(ascii, end - ascii).isValidUtf8())
        appendRuns(ascii, end, BeyondAscii::Pass);
    else if (ascii != end)
        appendUtf16(QString::fromUtf8(ascii, end - ascii)); // U+FFFD replaces invalid bytes
    close('"');
}

void JsonWriter::appendUtf16(QStringView text)
{
    constexpr qsizetype longestPart = 512;
    char utf8[3 * (longestPart + 1)];
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    reserve(std::size_t(text.size())); // at least; a long text then grows the buffer once
    while (!text.isEmpty()) {
        qsizetype length = std::min(longestPart, text.size());
        if (length < text.size() && text[length].isLowSurrogate()) // of a pair that stays together
            ++length;
        const char *const end = encoder.appendToBuffer(utf8, text.first(length));
        appendRuns(utf8, end, BeyondAscii::Pass);
        text = text.sliced(length);
    }
}

// Appends up to the end, or up to the first character that is not ASCII.
const char *JsonWriter::appendRuns(const char *at, const char *end, BeyondAscii beyondAscii)
{
    while (true) {
        const char *const run = at;
        at = runEnd(at, end, beyondAscii);
        addPiece({run, at});
        if (at == end || uchar(*at) >= escapes.size())
            return at;
        m_size = writeEscape(reserve(longestEscape), *at++) - m_data.get();
    }
}

void JsonWriter::truncate(std::size_t size, bool needsComma)
{
    Q_ASSERT(size <= m_size);
    m_size = size;
    m_needsComma = needsComma;
}

void JsonWriter::grow(std::size_t size)
{
    // The end of a large value must not make the buffer grow once more.
    const std::size_t capacity =
        std::max({smallestCapacity, m_capacity * 2, m_size + size + smallestCapacity});
    auto data = std::make_unique_for_overwrite<char[]>(capacity);
    std::copy_n(m_data.get(), m_size, data.get());
    m_data = std::move(data);
    m_capacity = capacity;
}

} // namespace WebSocketRpc
