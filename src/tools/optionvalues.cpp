// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "optionvalues.h"

#include "options.h"

#include <QCommandLineParser>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

QStringList namesOf(const Option &option)
{
    QStringList names = {option.name};
    if (!option.shortName.isEmpty())
        names.prepend(option.shortName);
    return names;
}

} // namespace

Parsed<OptionValues> OptionValues::parse(const QStringList &arguments)
{
    QCommandLineParser parser;
    for (const Option &option : allOptions())
        parser.addOption(QCommandLineOption(namesOf(option), QString(), option.value));
    if (!parser.parse(arguments))
        return UsageError{parser.errorText()};
    OptionValues result;
    for (const Option &option : allOptions()) {
        if (!parser.isSet(option.name))
            continue;
        // Qt 6.8 warns if the values of a flag are read.
        const bool isFlag = option.value.isEmpty();
        result.m_values.insert(option.name, isFlag ? QStringList() : parser.values(option.name));
    }
    result.m_words = parser.positionalArguments();
    return result;
}

// The last one counts.
QString OptionValues::value(const QString &name) const
{
    const QStringList values = m_values.value(name);
    return values.isEmpty() ? QString() : values.last();
}

QString OptionValues::notOf(unsigned command) const
{
    for (const Option &option : allOptions()) {
        if (isSet(option.name) && !(option.commands & command))
            return option.name;
    }
    return {};
}

Parsed<std::chrono::milliseconds> parseSeconds(const QString &text)
{
    constexpr double longest = 1'000'000; // in milliseconds this still fits an int
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0.001 && seconds <= longest))
        return UsageError{u"expected seconds, got \"%1\""_s.arg(text)};
    return std::chrono::milliseconds(qRound64(seconds * 1000));
}

Parsed<int> parseCount(const QString &text)
{
    bool isNumber = false;
    const int count = text.toInt(&isNumber);
    if (!isNumber || count < 1)
        return UsageError{u"expected a positive number, got \"%1\""_s.arg(text)};
    return count;
}

Parsed<QStringList> parseNames(const QString &text)
{
    const QStringList names = text.split(u',');
    if (names.contains(QString()))
        return UsageError{u"expected names with commas between them, got \"%1\""_s.arg(text)};
    return names;
}

Parsed<QString> parseIdentifier(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Za-z_][A-Za-z0-9_]{0,99}\\z"_s);
    if (!form.match(text).hasMatch())
        return UsageError{u"expected letters and digits, got \"%1\""_s.arg(text)};
    return text;
}

Parsed<QString> parseNamespace(const QString &text)
{
    for (const QString &part : text.split(u"::"_s)) {
        if (auto parsed = parseIdentifier(part); std::holds_alternative<UsageError>(parsed))
            return UsageError{u"expected names such as A::B, got \"%1\""_s.arg(text)};
    }
    return text;
}

Parsed<RowRange> parseRows(const QString &text)
{
    static const QRegularExpression form(u"^(\\d{1,9})(?:-(\\d{1,9}))?$"_s);
    const QRegularExpressionMatch match = form.match(text);
    const int first = match.captured(1).toInt();
    const int last = match.hasCaptured(2) ? match.captured(2).toInt() : first;
    if (!match.hasMatch() || first > last)
        return UsageError{u"expected rows such as 0-99, got \"%1\""_s.arg(text)};
    return RowRange{first, last};
}
