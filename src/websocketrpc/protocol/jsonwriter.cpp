// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonwriter_p.h"

#include <simdjson.h>

#include <QtCore/qstring.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace WebSocketRpc {

namespace {

constexpr std::size_t smallestCapacity = 256;
constexpr std::size_t usualCapacity = 256 * 1024;
constexpr std::size_t longestEscape = 6; // \u001f

// 0 for a character that stands for itself, else the letter behind the backslash.
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

char *writeCodePoint(char *out, char32_t point)
{
    if (point < 0x800) {
        *out++ = char(0xc0 | point >> 6);
    } else {
        if (point < 0x10000) {
            *out++ = char(0xe0 | point >> 12);
        } else {
            *out++ = char(0xf0 | point >> 18);
            *out++ = char(0x80 | (point >> 12 & 0x3f));
        }
        *out++ = char(0x80 | (point >> 6 & 0x3f));
    }
    *out++ = char(0x80 | (point & 0x3f));
    return out;
}

char32_t unitAt(const QChar *at)
{
    return at->unicode();
}

char32_t unitAt(const char *latin1)
{
    return uchar(*latin1);
}

// The code point at `at`, which is moved behind it; a lone surrogate is U+FFFD.
char32_t nextCodePoint(const QChar *&at, const QChar *end)
{
    const QChar first = *at++;
    if (!first.isSurrogate())
        return first.unicode();
    if (first.isLowSurrogate() || at == end || !at->isLowSurrogate())
        return QChar::ReplacementCharacter;
    return QChar::surrogateToUcs4(first, *at++);
}

char32_t nextCodePoint(const char *&latin1, const char *)
{
    return uchar(*latin1++);
}

enum class BeyondAscii { Stop, Pass };

// Whether one of eight bytes ends a run of plain ones. It may also say so of a plain one behind
// another that does, which only costs the closer look.
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

// Where the run of bytes ends that stand for themselves.
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

void JsonWriter::writeDouble(double value)
{
    writeFloating(value);
}

void JsonWriter::writeFloat(float value)
{
    writeFloating(value);
}

template<typename Floating>
void JsonWriter::writeFloating(Floating value)
{
    if (!std::isfinite(value))
        return writeNull();
    constexpr std::size_t longest = 32; // the shortest spelling of a double takes up to 24
    char *const out = beginValue(longest);
    char *end = std::to_chars(out, out + longest, value).ptr;
    const auto isFraction = [](char character) { return character == '.' || character == 'e'; };
    if (std::none_of(out, end, isFraction)) {
        *end++ = '.';
        *end++ = '0';
    }
    endValue(end);
}

void JsonWriter::writeString(QAnyStringView text)
{
    text.visit([this](auto view) {
        if constexpr (std::is_same_v<decltype(view), QUtf8StringView>)
            writeString(view.data(), view.size());
        else
            writeUnits(view);
    });
}

template<typename Text>
void JsonWriter::writeUnits(Text text)
{
    addPiece(m_needsComma ? ",\"" : "\"");
    appendEscaped(text.begin(), text.end());
    close('"');
}

template<typename Unit>
void JsonWriter::appendEscaped(const Unit *at, const Unit *end)
{
    constexpr std::ptrdiff_t longestPart = 256; // what is reserved for the worst case stays small
    while (at != end) {
        const Unit *const partEnd = at + std::min(longestPart, end - at);
        char *out = reserve((partEnd - at) * longestEscape);
        while (at < partEnd) { // a surrogate pair may end one unit behind it
            const char32_t unit = unitAt(at);
            if (unit >= escapes.size())
                out = writeCodePoint(out, nextCodePoint(at, end));
            else if (++at; escapes[unit])
                out = writeEscape(out, char(unit));
            else
                *out++ = char(unit);
        }
        m_size = out - m_data.get();
    }
}

void JsonWriter::writeString(const char *utf8, std::size_t size)
{
    addPiece(m_needsComma ? ",\"" : "\"");
    const char *const end = utf8 + size;
    auto beyondAscii = BeyondAscii::Stop;
    for (const char *at = utf8; at != end;) {
        const char *const run = at;
        at = runEnd(at, end, beyondAscii);
        append(run, at - run);
        if (at == end)
            break;
        if (uchar(*at) < escapes.size()) {
            m_size = writeEscape(reserve(longestEscape), *at++) - m_data.get();
        } else if (simdjson::validate_utf8(at, end - at)) {
            beyondAscii = BeyondAscii::Pass;
        } else {
            const QString repaired = QString::fromUtf8(at, end - at);
            appendEscaped(repaired.cbegin(), repaired.cend());
            break;
        }
    }
    close('"');
}

void JsonWriter::beginPieces(QByteArrayView json)
{
    writeRaw(json);
    m_needsComma = false;
}

void JsonWriter::addPiece(QByteArrayView json)
{
    append(json.data(), json.size());
    m_needsComma = false;
}

void JsonWriter::append(const char *bytes, std::size_t size)
{
    std::copy_n(bytes, size, reserve(size));
    m_size += size;
}

void JsonWriter::truncate(std::size_t size, bool needsComma)
{
    Q_ASSERT(size <= m_size);
    m_size = size;
    m_needsComma = needsComma;
}

void JsonWriter::shrink()
{
    clear();
    if (m_capacity <= usualCapacity)
        return;
    m_data.reset();
    m_capacity = 0;
}

void JsonWriter::grow(std::size_t size)
{
    const std::size_t capacity = std::max({smallestCapacity, m_capacity * 2, m_size + size});
    auto data = std::make_unique_for_overwrite<char[]>(capacity);
    std::copy_n(m_data.get(), m_size, data.get());
    m_data = std::move(data);
    m_capacity = capacity;
}

} // namespace WebSocketRpc
