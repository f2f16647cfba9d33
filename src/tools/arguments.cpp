// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "arguments.h"

#include "jsontext.h"

#include <QProcess>
#include <QRegularExpression>

using namespace Qt::StringLiterals;
using WebSocketRpc::Arguments;

namespace {

// One argument of the command line.
struct Word
{
    QString name; // empty if passed by position
    bool isJson = false;
    QString text;
};

Word splitWord(const QString &word)
{
    static const QRegularExpression pattern(u"^(?:([A-Za-z_][A-Za-z0-9_]*)(:?=)|(:=))?(.*)$"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const auto match = pattern.match(word);
    const bool isJson = match.captured(2) == ":="_L1 || !match.captured(3).isEmpty();
    return {match.captured(1), isJson, match.captured(4)};
}

Parsed<QVariant> jsonOf(const QString &text, Input &input)
{
    if (!text.startsWith(u'@'))
        return valueFromJson(text.toUtf8());
    QByteArray json;
    UsageError error;
    if (!take(input.read(text.sliced(1)), &json, &error))
        return error;
    return valueFromJson(json);
}

Parsed<QVariant> valueOf(const Word &word, Input &input)
{
    if (word.isJson)
        return jsonOf(word.text, input);
    if (!word.text.startsWith(u'@'))
        return valueFromText(word.text);
    QString text;
    UsageError error;
    if (!take(input.readText(word.text.sliced(1)), &text, &error))
        return error;
    return QVariant(text);
}

} // namespace

Parsed<Arguments> parseArguments(const QStringList &words, Input &input)
{
    if (words == QStringList(u"-"_s))
        return parseParams(u"@-"_s, input);
    QVariantMap named;
    QVariantList positional;
    for (const QString &text : words) {
        const Word word = splitWord(text);
        QVariant value;
        UsageError error;
        if (!take(valueOf(word, input), &value, &error))
            return UsageError{u"the argument \"%1\": %2"_s.arg(text, error.message)};
        if (named.contains(word.name))
            return UsageError{u"the argument '%1' is given twice"_s.arg(word.name)};
        if (word.name.isEmpty())
            positional.append(value);
        else
            named.insert(word.name, value);
    }
    if (!named.isEmpty() && !positional.isEmpty())
        return UsageError{u"arguments are given either by name or by position, not both"_s};
    return named.isEmpty() ? Arguments(positional) : Arguments(named);
}

Parsed<QVariant> parseValue(const QString &text, Input &input)
{
    const Word word = text == "-"_L1 ? Word{{}, true, u"@-"_s} : splitWord(text);
    return valueOf(word.name.isEmpty() ? word : Word{{}, false, text}, input);
}

Parsed<Arguments> parseParams(const QString &text, Input &input)
{
    QVariant value;
    UsageError error;
    if (!take(jsonOf(text, input), &value, &error))
        return error;
    switch (value.typeId()) {
    case QMetaType::QVariantMap:
        return Arguments(value.toMap());
    case QMetaType::QVariantList:
        return Arguments(value.toList());
    default:
        return UsageError{u"expected a JSON object or array"_s};
    }
}

Parsed<MethodCall> parseMethodCall(const QString &text, Input &input)
{
    const QStringList words = QProcess::splitCommand(text);
    if (words.isEmpty())
        return UsageError{u"expected a method"_s};
    MethodCall call{words.first(), {}};
    UsageError error;
    if (!take(parseArguments(words.sliced(1), input), &call.arguments, &error))
        return error;
    return call;
}
