// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "utf8check_p.h"

#include <cstring>

namespace WebSocketRpc {

namespace {

const char *skipAscii(const char *begin, const char *end)
{
    constexpr quint64 highBits = 0x8080808080808080;
    quint64 word = 0;
    for (; end - begin >= qsizetype(sizeof(word)); begin += sizeof(word)) {
        std::memcpy(&word, begin, sizeof(word));
        if (word & highBits)
            break;
    }
    while (begin != end && quint8(*begin) < 0x80)
        ++begin;
    return begin;
}

} // namespace

bool Utf8Check::feed(QByteArrayView part)
{
    const char *next = part.begin();
    while (next != part.end()) {
        if (m_missing == 0) {
            next = skipAscii(next, part.end());
            if (next == part.end())
                break;
            if (!begin(quint8(*next++)))
                return false;
            continue;
        }
        const auto byte = quint8(*next++);
        if (byte < m_lowest || byte > m_highest)
            return false;
        m_lowest = 0x80;
        m_highest = 0xbf;
        --m_missing;
    }
    return true;
}

// The second byte shows overlong forms, surrogates and characters beyond U+10FFFF.
bool Utf8Check::begin(quint8 lead)
{
    if (lead < 0xc2 || lead > 0xf4)
        return false;
    m_missing = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (lead == 0xe0)
        m_lowest = 0xa0;
    else if (lead == 0xed)
        m_highest = 0x9f;
    else if (lead == 0xf0)
        m_lowest = 0x90;
    else if (lead == 0xf4)
        m_highest = 0x8f;
    return true;
}

bool Utf8Check::isValid(QByteArrayView text)
{
    Utf8Check check;
    return check.feed(text) && check.isComplete();
}

} // namespace WebSocketRpc
