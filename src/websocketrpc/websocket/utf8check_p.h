// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearrayview.h>

namespace WebSocketRpc {

// Checks UTF-8 (RFC 3629) that comes in parts, which may end inside a character.
class Utf8Check
{
public:
    // Returns whether all that came so far can be the beginning of valid text. What comes after a
    // part that cannot does not count.
    [[nodiscard]] bool feed(QByteArrayView part);

    // Whether the text ends with a whole character.
    [[nodiscard]] bool isComplete() const { return m_missing == 0; }

    [[nodiscard]] static bool isValid(QByteArrayView text);

private:
    [[nodiscard]] bool begin(quint8 lead);

    int m_missing = 0; // bytes of the present character
    quint8 m_lowest = 0x80; // that the next of them may be
    quint8 m_highest = 0xbf;
};

} // namespace WebSocketRpc
