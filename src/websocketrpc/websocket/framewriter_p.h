// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "framereader_p.h"

#include <QtCore/qstringview.h>

#include <initializer_list>

namespace WebSocketRpc {

// Writes the frames of RFC 6455, section 5. Each message has one frame, so no character is cut.
class FrameWriter
{
public:
    explicit FrameWriter(Role role) : m_masks(role == Role::Client) { }

    void append(QByteArray &out, Opcode opcode, QByteArrayView payload);
    // The same of a payload in parts.
    void append(QByteArray &out, Opcode opcode, std::initializer_list<QByteArrayView> parts);
    // A message that a Deflater has packed.
    void appendCompressed(QByteArray &out, Opcode opcode, QByteArrayView packed);
    // A reason that is too long for a control frame is cut behind a character.
    void appendClose(QByteArray &out, int code, QStringView reason);

private:
    struct Place
    {
        char *payload;
        quint32 key; // 0 where the payload is not masked
    };

    [[nodiscard]] Place beginFrame(QByteArray &out, Opcode opcode, qsizetype size);
    [[nodiscard]] quint32 newKey();

    const bool m_masks;
    // RFC 6455, 10.3, wants keys that nobody foresees; they are fetched several at a time.
    std::array<quint32, 16> m_keys;
    std::size_t m_keysLeft = 0;
};

} // namespace WebSocketRpc
