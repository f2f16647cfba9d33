// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "names.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr qsizetype mostCharacters = 100;

bool isAsciiWord(QChar character)
{
    return character.unicode() < 128 && (character.isLetterOrNumber() || character == u'_');
}

} // namespace

QString harmlessText(const QString &text)
{
    static const QRegularExpression harmful(
        u"[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]"_s, QRegularExpression::UseUnicodePropertiesOption);
    QString harmless = text;
    harmless.replace(u"\r\n"_s, u"\n"_s);
    QStringList lines = harmless.split(u'\n');
    for (QString &line : lines)
        line.replace(u'\t', u' ').remove(harmful);
    return lines.join(u'\n');
}

QString identifierFrom(const QString &text)
{
    QString identifier;
    for (const QChar character : QStringView(text).left(mostCharacters))
        identifier.append(isAsciiWord(character) ? character : QChar(u'_'));
    if (identifier.isEmpty() || identifier.front().isDigit())
        identifier.prepend(u'_');
    return identifier;
}

QString typeNameFrom(const QString &text)
{
    QStringList parts;
    for (const QStringView part : QStringView(text).left(mostCharacters).tokenize(u'.')) {
        if (!part.isEmpty())
            parts.append(identifierFrom(part.toString()));
    }
    return parts.isEmpty() ? u"_"_s : parts.join(u'.');
}

QString UniqueNames::unique(const QString &name)
{
    QString candidate = name;
    while (m_next.contains(candidate))
        candidate = name + u'_' + QString::number(m_next[name]++);
    m_next.insert(candidate, 2);
    return candidate;
}

} // namespace Api
