// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "printable.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace {

bool isHarmful(QChar character)
{
    switch (character.category()) {
    case QChar::Other_Control:
    case QChar::Other_Surrogate: // one of a pair is never asked for
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        break;
    }
    const char16_t code = character.unicode();
    const bool isDirection = code == u'\u061c' || code == u'\u200e' || code == u'\u200f'
        || (code >= u'\u202a' && code <= u'\u202e') || (code >= u'\u2066' && code <= u'\u2069');
    return isDirection || code == u'\ufeff';
}

QString escaped(QChar character)
{
    switch (character.unicode()) {
    case u'\n':
        return u"\\n"_s;
    case u'\r':
        return u"\\r"_s;
    case u'\t':
        return u"\\t"_s;
    default:
        return u"\\u%1"_s.arg(uint(character.unicode()), 4, 16, QChar(u'0'));
    }
}

} // namespace

QByteArray printable(QStringView text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPair =
            text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (isPair)
            result += text[i++];
        if (!isPair && isHarmful(text[i]))
            result += escaped(text[i]);
        else
            result += text[i];
    }
    return result.toUtf8();
}
