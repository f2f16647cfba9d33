// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsontext_p.h"

#include "ascii_p.h"

#include <QtCore/qstringconverter.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace WebSocketRpc {

namespace {

constexpr std::size_t smallestCapacity = 128;

} // namespace

void JsonText::assign(QStringView text)
{
    if (copyAscii(text.utf16(), std::size_t(text.size()), reserve(text.size()))) [[likely]]
        finish(text.size());
    else
        encode(text);
}

void JsonText::encode(QStringView text)
{
    // Without a state, a lone surrogate at the end is replaced like any other.
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    char *const begin = reserve(encoder.requiredSpace(text.size()));
    finish(encoder.appendToBuffer(begin, text) - begin);
}

void JsonText::assign(QByteArrayView utf8)
{
    char *const begin = reserve(utf8.size());
    finish(std::copy(utf8.begin(), utf8.end(), begin) - begin);
}

void JsonText::take(QByteArray &&utf8)
{
    m_taken = std::move(utf8);
    m_size = std::size_t(m_taken.size());
    m_taken.resize(m_taken.size() + qsizetype(padding));
    m_begin = m_taken.data();
    finish(m_size);
}

char *JsonText::reserve(std::size_t size)
{
    if (size > m_capacity || m_begin != m_data.get() || !m_data) [[unlikely]]
        grow(size);
    return m_begin;
}

void JsonText::grow(std::size_t size)
{
    m_taken = {};
    if (size > m_capacity || !m_data) {
        m_capacity = std::bit_ceil(std::max(smallestCapacity, size));
        m_data = std::make_unique_for_overwrite<char[]>(m_capacity + padding);
    }
    m_begin = m_data.get();
}

void JsonText::finish(std::size_t size)
{
    m_size = size;
    // The value does not matter, but memory checkers require one.
    std::memset(m_begin + size, 0, padding);
}

} // namespace WebSocketRpc
