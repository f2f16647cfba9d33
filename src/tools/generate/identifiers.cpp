// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "identifiers.h"

using namespace Qt::StringLiterals;

namespace Generator {

namespace {

constexpr qsizetype mostCharacters = 100;

bool isAsciiLetterOrNumber(QChar character)
{
    return character.unicode() < 128 && character.isLetterOrNumber();
}

// Two "_" together, and one in front of a capital, are reserved in C++.
QString joinedWords(const QString &text)
{
    QString joined;
    bool isNewWord = false;
    for (const QChar character : QStringView(text).left(mostCharacters)) {
        if (isAsciiLetterOrNumber(character))
            joined += isNewWord && !joined.isEmpty() ? character.toUpper() : character;
        else if (character == u'_' && !joined.isEmpty() && joined.back() != u'_')
            joined += character;
        isNewWord = !isAsciiLetterOrNumber(character) && character != u'_';
    }
    if (!joined.isEmpty() && joined.front().isDigit())
        joined.prepend(u'n');
    return joined;
}

} // namespace

QString lowerCamel(const QString &text)
{
    QString name = joinedWords(text);
    if (!name.isEmpty())
        name.front() = name.front().toLower();
    return name;
}

QString upperCamel(const QString &text)
{
    QString name = joinedWords(text);
    if (!name.isEmpty())
        name.front() = name.front().toUpper();
    return name;
}

bool isIdentifier(const QString &text)
{
    return !text.isEmpty() && Api::identifierFrom(text) == text;
}

QString Identifiers::unique(const QString &name, const QString &other)
{
    QString wanted = name.isEmpty() ? other : name;
    while (m_reserved.contains(wanted))
        wanted += u'_';
    return m_names.unique(wanted);
}

} // namespace Generator
