// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "names.h"

using namespace Qt::StringLiterals;

namespace Api {

namespace {

constexpr qsizetype mostCharacters = 100;

// Invisible characters, and those that end lines or turn the direction of writing.
bool isHarmful(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

bool isAsciiWord(QChar character)
{
    return character.unicode() < 128 && (character.isLetterOrNumber() || character == u'_');
}

} // namespace

QString harmlessText(const QString &text)
{
    const QList<uint> characters = text.toUcs4(); // with U+FFFD for half a pair
    QList<char32_t> harmless;
    harmless.reserve(characters.size());
    for (const uint character : characters) {
        if (character == U'\n' || !isHarmful(character))
            harmless.append(character);
        else if (character == U'\t')
            harmless.append(U' ');
    }
    return QString::fromUcs4(harmless.constData(), harmless.size());
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
