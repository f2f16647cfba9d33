// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <concepts>
#include <cstddef>
#include <type_traits>

namespace WebSocketRpc {

// Copies text that is ASCII throughout, as most JSON is, from one width to another; returns whether
// it was. A pass without branches, which compilers turn into vector instructions.
template<std::integral To, std::integral From>
bool copyAscii(const From *text, std::size_t size, To *out)
{
    From all = 0;
    for (std::size_t i = 0; i < size; ++i) {
        all |= text[i];
        out[i] = To(text[i]);
    }
    return std::make_unsigned_t<From>(all) < 0x80;
}

} // namespace WebSocketRpc
