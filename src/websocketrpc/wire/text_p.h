// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qstring.h>
#include <QtCore/qstringconverter.h>

#include <string_view>

namespace WebSocketRpc {

// QString::fromUtf8() takes a leading U+FEFF for a byte order mark and drops it, but inside JSON it
// is part of the text (RFC 8259, section 8.1).
[[nodiscard]] inline QString toText(std::string_view utf8)
{
    const QByteArrayView view(utf8.data(), qsizetype(utf8.size()));
    if (!utf8.starts_with("\xef\xbb\xbf"))
        return QString::fromUtf8(view);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::ConvertInitialBom);
    return decoder(view);
}

} // namespace WebSocketRpc
