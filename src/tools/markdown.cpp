// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "markdown.h"

#include "api/names.h"
#include "api/signature.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

// A backslash takes its meaning from punctuation. Some has one at the beginning of a line only.
QString markdownText(const QString &text)
{
    static const QRegularExpression special(uR"(([\\`*_{}\[\]#|~$!]))"_s);
    static const QRegularExpression marker(
        uR"(^(\s*\d*)([-+=:.)]))"_s, QRegularExpression::MultilineOption);
    return text.toHtmlEscaped().replace(special, u"\\\\1"_s).replace(marker, u"\\1\\\\2"_s);
}

// Code that nothing in it can end, in a table either.
QString code(const QString &text)
{
    const QString line = Api::harmlessText(text).simplified();
    if (!line.contains(u'`') && !line.contains(u'|'))
        return u'`' + line + u'`';
    QString html = line.toHtmlEscaped();
    for (const QChar special : u"\\`*_{}[]|~$"_s)
        html.replace(special, u"&#%1;"_s.arg(special.unicode()));
    return u"<code>"_s + html + u"</code>"_s;
}

QString paragraph(const QString &text)
{
    return text.isEmpty() ? QString() : markdownText(text) + u"\n\n"_s;
}

QString cell(const QString &text)
{
    return markdownText(QString(text).replace(u'\n', u' '));
}

class Table
{
public:
    explicit Table(const QStringList &titles)
        : m_text(row(titles) + row(QStringList(titles.size(), u"---"_s)))
    {
    }

    void add(const QStringList &cells)
    {
        m_text += row(cells);
        m_isEmpty = false;
    }
    [[nodiscard]] QString text() const { return m_isEmpty ? QString() : m_text + u'\n'; }

private:
    static QString row(const QStringList &cells)
    {
        return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
    }

    QString m_text;
    bool m_isEmpty = true;
};

QString parametersText(const std::vector<Api::Parameter> &parameters)
{
    Table table({u"parameter"_s, u"type"_s, u""_s});
    for (const Api::Parameter &parameter : parameters)
        table.add({code(parameter.name) + (parameter.isRequired ? QString() : u", optional"_s),
            code(toText(*parameter.type)), cell(parameter.description)});
    return table.text();
}

QString methodText(const Api::Method &method)
{
    QString text = u"### "_s + code(method.name) + u"\n\n"_s + paragraph(method.summary);
    if (method.isOverloaded())
        text += paragraph(method.description);
    for (const Api::Overload &overload : method.overloads) {
        text += code(plainText(signatureOf(method, overload))) + u"\n\n"_s;
        if (!method.isOverloaded())
            text += paragraph(method.description);
        text += parametersText(overload.parameters);
        Table errors({u"error"_s, u""_s});
        for (const Api::ErrorCode &error : overload.errors)
            errors.add({code(QString::number(error.code)), cell(error.message)});
        text += errors.text();
    }
    return text;
}

QString typeText(const QString &name, const Api::Type &type)
{
    QString text = u"### "_s + code(name) + u"\n\n"_s + paragraph(type.description);
    const auto *object = type.as<Api::Object>();
    if (!object)
        return text + code(toText(type)) + u"\n\n"_s;
    Table members({u"member"_s, u"type"_s, u""_s});
    for (const Api::Member &member : object->members)
        members.add({code(member.name) + (member.isRequired ? QString() : u", optional"_s),
            code(toText(*member.type)), cell(member.description)});
    return text + members.text();
}

QString titled(const QString &title, const QString &text)
{
    return text.isEmpty() ? QString() : u"## "_s + title + u"\n\n"_s + text;
}

template<typename Members>
QString table(const QString &title, const Members &members)
{
    Table table({title, u""_s});
    for (const auto &member : members)
        table.add({code(plainText(signatureOf(member))), cell(member.description)});
    return table.text();
}

} // namespace

QByteArray markdown(const Api::Document &document)
{
    QString text = u"# "_s + cell(document.title) + u' ' + cell(document.version) + u"\n\n"_s
        + paragraph(document.description);
    QString methods;
    for (const Api::Method &method : document.methods)
        methods += methodText(method);
    QString types;
    for (const auto &[name, type] : document.types)
        types += typeText(name, *type);
    text += titled(u"Methods"_s, methods)
        + titled(u"Signals"_s, table(u"signal"_s, document.signalList))
        + titled(u"Properties"_s, table(u"property"_s, document.properties))
        + titled(u"Models"_s, table(u"model"_s, document.models)) + titled(u"Types"_s, types);
    return text.trimmed().toUtf8() + '\n';
}
