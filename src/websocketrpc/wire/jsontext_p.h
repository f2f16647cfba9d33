// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qstringview.h>

#include <memory>
#include <string_view>

namespace WebSocketRpc {

// UTF-8 followed by the padding that simdjson requires, in a buffer that is kept between texts.
class JsonText
{
public:
    static constexpr std::size_t padding = 64;

    void assign(QStringView text); // lone surrogates become U+FFFD
    void assign(QByteArrayView utf8);
    void take(QByteArray &&utf8); // without a copy, if it has room for the padding

    // To be filled otherwise: room for that many bytes, then how many there are.
    char *reserve(std::size_t size);
    void finish(std::size_t size);

    [[nodiscard]] char *data() { return m_begin; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::string_view view() const { return {m_begin, m_size}; }

    // Frees the memory that an unusually large text took.
    void shrink(std::size_t usualCapacity = 4 * 1024)
    {
        if (m_capacity > usualCapacity || m_begin != m_data.get()) [[unlikely]]
            *this = {};
    }

private:
    void encode(QStringView text);
    void grow(std::size_t size);

    char *m_begin = nullptr; // of one of these two
    std::unique_ptr<char[]> m_data;
    QByteArray m_taken;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0; // without the padding
};

} // namespace WebSocketRpc
