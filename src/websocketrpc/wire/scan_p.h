// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

namespace WebSocketRpc {

// Walks through JSON text without parsing it. No function here reads beyond the text, whatever the text
// contains.

// Behind the string that opens at `at`.
[[nodiscard]] inline const char *stringEnd(const char *at, const char *end)
{
    const char *const start = at + 1;
    for (at = start; at < end; ++at) {
        at = static_cast<const char *>(std::memchr(at, '"', std::size_t(end - at)));
        if (!at)
            return end;
        const char *before = at;
        while (before != start && before[-1] == '\\')
            --before;
        if ((at - before) % 2 == 0)
            return at + 1;
    }
    return end;
}

// Whether a number or a word ends at this character.
[[nodiscard]] inline bool endsToken(char character)
{
    switch (character) {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
    case ',':
    case ':':
    case '[':
    case ']':
    case '{':
    case '}':
    case '"':
        return true;
    default:
        return false;
    }
}

[[nodiscard]] inline const char *tokenEnd(const char *at, const char *end)
{
    return *at == '"' ? stringEnd(at, end) : std::find_if(at, end, endsToken);
}

} // namespace WebSocketRpc
