// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "htmlpage.h"

#include "api/names.h"
#include "api/signature.h"
#include "htmlstyle.h"

using namespace Qt::StringLiterals;

namespace {

using Kind = Api::Span::Kind;

QString htmlText(const QString &text)
{
    return Api::harmlessText(text).toHtmlEscaped();
}

QString element(QLatin1StringView name, const QString &html, QLatin1StringView styleClass = {})
{
    if (html.isEmpty())
        return {};
    const QString attribute = styleClass.isEmpty() ? QString() : u" class=\"%1\""_s.arg(styleClass);
    return u'<' + name + attribute + u'>' + html + u"</"_s + name + u">\n"_s;
}

// Lines stay lines, by the style.
QString text(const QString &description)
{
    return element("p"_L1, htmlText(description), "text"_L1);
}

QString span(const Api::Span &span)
{
    switch (span.kind) {
    case Kind::Plain:
        return htmlText(span.text);
    case Kind::Name:
        return u"<b>"_s + htmlText(span.text) + u"</b>"_s;
    case Kind::Type:
        return u"<var>"_s + htmlText(span.text) + u"</var>"_s;
    case Kind::Note:
        return u"<i>"_s + htmlText(span.text) + u"</i>"_s;
    }
    Q_UNREACHABLE();
}

QString signature(const Api::Spans &spans)
{
    QString html;
    for (const Api::Span &part : spans)
        html += span(part);
    return u"<pre>"_s + html + u"</pre>\n"_s;
}

QString row(const QStringList &cells)
{
    QString html;
    for (const QString &cell : cells)
        html += u"<td>"_s + cell + u"</td>"_s;
    return u"<tr>"_s + html + u"</tr>\n"_s;
}

QString nameAndType(const QString &name, const Api::Type &type, bool isRequired)
{
    return u"<code>"_s + htmlText(name) + u"</code>"_s
        + (isRequired ? QString() : u" <i>optional</i>"_s) + u"</td><td><code><var>"_s
        + htmlText(toText(type)) + u"</var></code>"_s;
}

QString parameters(const std::vector<Api::Parameter> &parameters)
{
    QString rows;
    for (const Api::Parameter &parameter : parameters)
        rows += row({nameAndType(parameter.name, *parameter.type, parameter.isRequired),
            htmlText(parameter.description)});
    return element("table"_L1, rows);
}

QString errors(const std::vector<Api::ErrorCode> &errors)
{
    QString rows;
    for (const Api::ErrorCode &error : errors)
        rows += row({u"error <code>%1</code>"_s.arg(error.code), htmlText(error.message)});
    return element("table"_L1, rows);
}

// The parts of the page that can be linked to have their names as the table of contents writes them.
class Page
{
public:
    void begin(const QString &title)
    {
        m_contents += element("h2"_L1, htmlText(title));
        m_body += element("h2"_L1, htmlText(title));
    }
    void add(const QString &name, const QString &html)
    {
        const QString id = m_ids.unique(Api::identifierFrom(name));
        m_contents += u"<a href=\"#%1\">%2</a>\n"_s.arg(id, htmlText(name));
        m_body += u"<section id=\"%1\">\n<h3>%2</h3>\n"_s.arg(id, htmlText(name)) + html
            + u"</section>\n"_s;
    }

    [[nodiscard]] QByteArray html(const Api::Document &document) const
    {
        const QString title = htmlText(document.title + u' ' + document.version);
        return QString(u"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                       "style-src 'unsafe-inline'\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"_s
            + title + u"</title>\n<style>\n"_s + htmlStyle + u"</style>\n</head>\n<body>\n<nav>\n"_s
            + m_contents + u"</nav>\n<main>\n<h1>"_s + title + u"</h1>\n"_s
            + text(document.description) + m_body + u"</main>\n</body>\n</html>\n"_s)
            .toUtf8();
    }

private:
    Api::UniqueNames m_ids;
    QString m_contents;
    QString m_body;
};

QString methodHtml(const Api::Method &method)
{
    QString html = text(method.summary);
    if (method.isOverloaded())
        html += text(method.description);
    for (const Api::Overload &overload : method.overloads)
        html += signature(signatureOf(method, overload))
            + text(method.isOverloaded() ? QString() : method.description)
            + parameters(overload.parameters) + errors(overload.errors);
    return html;
}

QString typeHtml(const Api::Type &type)
{
    const auto *object = type.as<Api::Object>();
    if (!object)
        return text(type.description) + signature({{Kind::Type, toText(type)}});
    QString rows;
    for (const Api::Member &member : object->members)
        rows += row({nameAndType(member.name, *member.type, member.isRequired),
            htmlText(member.description)});
    return text(type.description) + element("table"_L1, rows);
}

template<typename Members>
void add(Page &page, const QString &title, const Members &members)
{
    if (members.empty())
        return;
    page.begin(title);
    for (const auto &member : members)
        page.add(member.name, signature(signatureOf(member)) + text(member.description));
}

} // namespace

QByteArray htmlPage(const Api::Document &document)
{
    Page page;
    if (!document.methods.empty())
        page.begin(u"Methods"_s);
    for (const Api::Method &method : document.methods)
        page.add(method.name, methodHtml(method));
    add(page, u"Signals"_s, document.signalList);
    add(page, u"Properties"_s, document.properties);
    add(page, u"Models"_s, document.models);
    if (!document.types.empty())
        page.begin(u"Types"_s);
    for (const auto &[name, type] : document.types)
        page.add(name, typeHtml(*type));
    return page.html(document);
}
