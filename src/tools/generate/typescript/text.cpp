// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "text.h"

#include "api/names.h"
#include "generate/identifiers.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace Generator::TypeScript {

namespace {

constexpr qsizetype longestLine = 110;

bool isInvisible(QChar character)
{
    switch (character.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // such as those that turn the direction of writing
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    default:
        return false;
    }
}

QString commentLine(const QString &line)
{
    QString harmless = Api::harmlessText(line).trimmed();
    return harmless.replace(u"*/"_s, u"* /"_s);
}

} // namespace

const QSet<QString> &reservedWords()
{
    static const QSet<QString> words = {u"any"_s, u"arguments"_s, u"as"_s, u"async"_s, u"await"_s,
        u"break"_s, u"case"_s, u"catch"_s, u"class"_s, u"const"_s, u"constructor"_s, u"continue"_s,
        u"debugger"_s, u"declare"_s, u"default"_s, u"delete"_s, u"do"_s, u"else"_s, u"enum"_s,
        u"eval"_s, u"export"_s, u"extends"_s, u"false"_s, u"finally"_s, u"for"_s, u"function"_s,
        u"get"_s, u"if"_s, u"implements"_s, u"import"_s, u"in"_s, u"instanceof"_s, u"interface"_s,
        u"let"_s, u"new"_s, u"null"_s, u"of"_s, u"package"_s, u"private"_s, u"protected"_s,
        u"public"_s, u"readonly"_s, u"return"_s, u"set"_s, u"static"_s, u"super"_s, u"switch"_s,
        u"this"_s, u"throw"_s, u"true"_s, u"try"_s, u"type"_s, u"typeof"_s, u"undefined"_s,
        u"var"_s, u"void"_s, u"while"_s, u"with"_s, u"yield"_s};
    return words;
}

QString quoted(const QString &text)
{
    QString literal = u"'"_s;
    for (const QChar character : text) {
        if (character == u'\'' || character == u'\\')
            literal += u'\\';
        if (isInvisible(character))
            literal += u"\\u%1"_s.arg(character.unicode(), 4, 16, QChar(u'0'));
        else
            literal += character;
    }
    return literal + u'\'';
}

QString memberName(const QString &name)
{
    return isIdentifier(name) && !reservedWords().contains(name) ? name : quoted(name);
}

QString literalType(const QJsonValue &value)
{
    if (value.isString())
        return quoted(value.toString());
    if (value.isArray() || value.isObject() || value.isUndefined())
        return u"unknown"_s;
    const QByteArray array = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(array.sliced(1, array.size() - 2)); // of "[value]"
}

QString docComment(const QStringList &texts, const QString &indent)
{
    QStringList lines;
    for (const QString &text : texts) {
        for (const QString &line : text.split(u'\n')) {
            if (const QString harmless = commentLine(line); !harmless.isEmpty())
                lines.append(harmless);
        }
    }
    if (lines.isEmpty())
        return {};
    if (lines.size() == 1 && lines.first().size() < longestLine)
        return indent + u"/** "_s + lines.first() + u" */\n"_s;
    QString comment = indent + u"/**\n"_s;
    for (const QString &line : lines)
        comment += indent + u" * "_s + line + u'\n';
    return comment + indent + u" */\n"_s;
}

QString listed(
    const QString &open, const QStringList &items, const QString &close, const QString &indent)
{
    const QString line = open + items.join(u", "_s) + close;
    if (indent.size() + line.size() <= longestLine || items.isEmpty())
        return line;
    const QString separator = u",\n    "_s + indent;
    const bool endsWithComma = !close.startsWith(u'>') && !items.last().startsWith("..."_L1);
    return open + u"\n    "_s + indent + items.join(separator)
        + (endsWithComma ? u",\n"_s : u"\n"_s) + indent + close;
}

QString choice(const QString &head, const QStringList &choices)
{
    const QString line = head + u' ' + choices.join(u" | "_s);
    if (line.size() <= longestLine)
        return line;
    return head + u"\n    | "_s + choices.join(u"\n    | "_s);
}

} // namespace Generator::TypeScript
