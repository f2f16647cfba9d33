// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <array>
#include <cstddef>
#include <type_traits>

namespace WebSocketRpc {

// Copies text from one character width to another if it is all ASCII, as most JSON is; returns whether
// it is.
template<typename To, typename From>
bool copyAscii(const From *text, std::size_t size, To *out)
{
    // Compilers turn blocks without branches into vector instructions.
    constexpr std::size_t block = 16;
    std::array<From, block> seen = {};
    const auto copyBlock = [&](std::size_t start) {
        for (std::size_t i = 0; i < block; ++i)
            out[start + i] = To(text[start + i]);
        for (std::size_t i = 0; i < block; ++i)
            seen[i] |= text[start + i];
    };
    std::size_t start = 0;
    for (; start + block <= size; start += block)
        copyBlock(start);
    From all = 0;
    if (size >= block) {
        copyBlock(size - block); // overlaps the previous block, which is cheaper than single units
    } else {
        for (; start < size; ++start) {
            all |= text[start];
            out[start] = To(text[start]);
        }
    }
    for (const From units : seen)
        all |= units;
    return std::make_unsigned_t<From>(all) < 0x80;
}

} // namespace WebSocketRpc
