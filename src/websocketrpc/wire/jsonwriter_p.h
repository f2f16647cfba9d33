// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "pool_p.h"

#include <QtCore/qanystringview.h>
#include <QtCore/qbytearrayview.h>

#include <algorithm>
#include <memory>

namespace WebSocketRpc {

enum class BeyondAscii;

// Writes JSON (RFC 8259) in UTF-8 into a buffer that is kept between messages. The writer
// adds the commas; the caller balances brackets and keys.
class JsonWriter
{
public:
    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }
    void key(QAnyStringView name);

    void writeNull() { writeRaw("null"); }
    void writeBool(bool value) { writeRaw(value ? QByteArrayView("true") : "false"); }
    void writeInteger(qint64 value);
    void writeInteger(quint64 value);
    void writeDouble(double value); // integral values end in .0; NaN and infinities are null
    void writeFloat(float value);
    void writeString(QAnyStringView text); // lone surrogates and invalid UTF-8 become U+FFFD
    void writeString(const char *utf8, std::size_t size);
    void writeRaw(QByteArrayView json); // one value that is JSON already

    // Constant pieces of a message with their own punctuation: no comma comes before the next
    // value, and one before the first piece only.
    void beginPieces(QByteArrayView json);
    void addPiece(QByteArrayView json);

    [[nodiscard]] QByteArrayView view() const { return {m_data.get(), qsizetype(m_size)}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    void clear() { truncate(0, false); }
    void truncate(std::size_t size, bool needsComma); // to an earlier size()
    [[nodiscard]] bool needsComma() const { return m_needsComma; }
    [[nodiscard]] bool isLarge() const { return m_capacity > largeBuffer; }
    void shrink() // clears, and frees the memory that an unusually large message took
    {
        if (m_capacity > usualCapacity) [[unlikely]]
            *this = {};
        else
            clear();
    }

private:
    static constexpr std::size_t smallestCapacity = 256;
    static constexpr std::size_t usualCapacity = 256 * 1024;

    void open(char bracket);
    void close(char bracket);
    void appendUtf16(QStringView text);
    const char *appendRuns(const char *at, const char *end, BeyondAscii beyondAscii);

    char *reserve(std::size_t size); // room for that many bytes after m_size
    char *beginValue(std::size_t size); // the same, after a comma if one is due
    void endValue(const char *end);
    void grow(std::size_t size);

    std::unique_ptr<char[]> m_data;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    bool m_needsComma = false;
};

inline void JsonWriter::writeRaw(QByteArrayView json)
{
    endValue(std::copy(json.begin(), json.end(), beginValue(json.size())));
}

inline void JsonWriter::beginPieces(QByteArrayView json)
{
    writeRaw(json);
    m_needsComma = false;
}

inline void JsonWriter::addPiece(QByteArrayView json)
{
    m_size = std::copy(json.begin(), json.end(), reserve(json.size())) - m_data.get();
    m_needsComma = false;
}

inline void JsonWriter::open(char bracket)
{
    char *const out = beginValue(1);
    *out = bracket;
    endValue(out + 1);
    m_needsComma = false;
}

Q_ALWAYS_INLINE void JsonWriter::close(char bracket)
{
    *reserve(1) = bracket;
    ++m_size;
    m_needsComma = true;
}

inline char *JsonWriter::reserve(std::size_t size)
{
    if (m_capacity - m_size < size) [[unlikely]]
        grow(size);
    return m_data.get() + m_size;
}

inline char *JsonWriter::beginValue(std::size_t size)
{
    char *const out = reserve(size + 1);
    *out = ','; // overwritten if none is due, which is cheaper than a branch
    return out + m_needsComma;
}

inline void JsonWriter::endValue(const char *end)
{
    m_size = end - m_data.get();
    m_needsComma = true;
}

} // namespace WebSocketRpc
