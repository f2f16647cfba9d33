// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "excerpt_p.h"

namespace WebSocketRpc {

namespace {

// Lone surrogates are not text, and terminals obey control and format characters.
bool isShown(QChar unit)
{
    switch (unit.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString excerptOf(QStringView text, qsizetype maximum)
{
    QString excerpt;
    for (qsizetype i = 0; i < text.size() && excerpt.size() <= maximum; ++i) {
        const QChar unit = text[i];
        if (unit.isSpace() || !isShown(unit)) {
            if (!excerpt.isEmpty() && !excerpt.endsWith(u' '))
                excerpt += u' ';
        } else if (!unit.isSurrogate()) {
            excerpt += unit;
        } else if (unit.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            excerpt += unit;
            excerpt += text[++i];
        } else {
            excerpt += QChar::ReplacementCharacter;
        }
    }
    if (excerpt.size() <= maximum)
        return excerpt.trimmed();
    excerpt.truncate(maximum);
    if (excerpt.endsWith(u' ') || excerpt.back().isHighSurrogate())
        excerpt.chop(1);
    return excerpt + u'…';
}

// Converts no more than needed. The ellipsis appears even if only white space is cut off.
QString excerptOf(QByteArrayView utf8, qsizetype maximum)
{
    const qsizetype enough = 4 * (maximum + 1);
    if (utf8.size() <= enough)
        return excerptOf(QString::fromUtf8(utf8), maximum);
    const auto isInsideCharacter = [](char byte) { return (uchar(byte) & 0xc0) == 0x80; };
    constexpr int longestCharacter = 4;
    qsizetype end = enough;
    while (enough - end < longestCharacter && isInsideCharacter(utf8[end]))
        --end;
    const QString excerpt = excerptOf(QString::fromUtf8(utf8.first(end)), maximum);
    return excerpt.endsWith(u'…') ? excerpt : excerpt + u'…';
}

} // namespace WebSocketRpc
