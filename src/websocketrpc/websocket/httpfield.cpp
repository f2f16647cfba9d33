// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httpfield_p.h"

#include <algorithm>

namespace WebSocketRpc {

bool isHttpToken(QByteArrayView text)
{
    constexpr QByteArrayView separators = "\"(),/:;<=>?@[\\]{}";
    return !text.isEmpty() && std::ranges::all_of(text, [&](char c) {
        return c > ' ' && c < 0x7f && !separators.contains(c);
    });
}

QByteArrayList splitUnquoted(QByteArrayView text, char separator)
{
    QByteArrayList parts(1);
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"')
            isQuoted = !isQuoted;
        if (c == separator && !isQuoted) {
            parts.append(QByteArray());
            continue;
        }
        parts.last().append(c);
        if (c == '\\' && isQuoted && i + 1 < text.size())
            parts.last().append(text[++i]);
    }
    for (QByteArray &part : parts)
        part = part.trimmed();
    return parts;
}

QByteArray unquoted(const QByteArray &text)
{
    const bool isQuoted = text.size() >= 2 && text.startsWith('"') && text.endsWith('"');
    return isQuoted ? text.sliced(1).chopped(1).replace("\\", "") : text;
}

} // namespace WebSocketRpc
