// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "description.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Line
{
    Api::Spans left;
    QString right = {};
};

// The right column begins behind the longest line on the left that is not too long.
class Section
{
public:
    Section(const QString &title, Style style) : m_title(title), m_style(style) { }

    void add(Line line) { m_lines.push_back(std::move(line)); }

    [[nodiscard]] QByteArray text() const
    {
        if (m_lines.empty())
            return {};
        QByteArray all = '\n' + styled(m_title, Font::Bold, m_style) + '\n';
        for (const Line &line : m_lines) {
            all += "  " + styled(line.left, m_style);
            if (!line.right.isEmpty()) {
                const qsizetype missing = std::max<qsizetype>(column() - widthOf(line), 0);
                all += QByteArray(missing + 2, ' ') + styled(line.right, Font::Faint, m_style);
            }
            all += '\n';
        }
        return all;
    }

private:
    static qsizetype widthOf(const Line &line) { return plainText(line.left).size(); }
    [[nodiscard]] qsizetype column() const
    {
        constexpr qsizetype widest = 56;
        qsizetype column = 0;
        for (const Line &line : m_lines) {
            if (!line.right.isEmpty() && widthOf(line) <= widest)
                column = std::max(column, widthOf(line));
        }
        return column;
    }

    const QString m_title;
    const Style m_style;
    std::vector<Line> m_lines;
};

QByteArray indented(const QString &text)
{
    QByteArray all;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        all += "  " + styled(line, Font::Plain, Style::None) + '\n';
    return all;
}

void addParameters(Section &section, const std::vector<Api::Parameter> &parameters)
{
    for (const Api::Parameter &parameter : parameters) {
        QString note = parameter.isRequired ? QString() : u", optional"_s;
        if (parameter.isDeprecated)
            note += u", deprecated"_s;
        section.add(
            {{{Api::Span::Kind::Name, parameter.name}, {Api::Span::Kind::Plain, u": "_s},
                 {Api::Span::Kind::Type, toText(*parameter.type)}, {Api::Span::Kind::Note, note}},
                parameter.description});
    }
}

// Each type, and the members of objects one by one.
QByteArray typesText(const Api::Document &document, const QStringList &names, Style style)
{
    Section section(u"Types"_s, style);
    for (const QString &name : names) {
        const Api::Type &type = *document.types.at(name);
        const auto *object = type.as<Api::Object>();
        Api::Spans left{{Api::Span::Kind::Name, name}};
        if (!object) {
            left.push_back({Api::Span::Kind::Plain, u": "_s});
            left.push_back({Api::Span::Kind::Type, toText(type)});
        }
        section.add({left, type.description});
        for (const Api::Member &member : object ? object->members : std::vector<Api::Member>())
            section.add({{{Api::Span::Kind::Plain,
                              u"  "_s + member.name + (member.isRequired ? u": "_s : u"?: "_s)},
                             {Api::Span::Kind::Type, toText(*member.type)}},
                member.description});
    }
    return section.text();
}

QByteArray overloadText(const Api::Method &method, const Api::Overload &overload, Style style)
{
    QByteArray text = styled(signatureOf(method, overload), style) + '\n';
    if (overload.structure != Api::ParameterStructure::Either && !overload.parameters.empty())
        text += overload.structure == Api::ParameterStructure::ByName
            ? "  Arguments are passed by name.\n"
            : "  Arguments are passed by position.\n";
    text += indented(overload.description.isEmpty() ? method.description : overload.description);
    Section parameters(u"Parameters"_s, style);
    addParameters(parameters, overload.parameters);
    Section errors(u"Errors"_s, style);
    for (const Api::ErrorCode &error : overload.errors)
        errors.add({{{Api::Span::Kind::Name, QString::number(error.code)}}, error.message});
    return text + parameters.text() + errors.text();
}

QByteArray methodText(const Api::Document &document, const Api::Method &method, Style style)
{
    QByteArray text = method.summary.isEmpty()
        ? QByteArray()
        : styled(method.summary, Font::Plain, style) + "\n\n";
    for (const Api::Overload &overload : method.overloads)
        text += (&overload == &method.overloads.front() ? "" : "\n")
            + overloadText(method, overload, style);
    return text + typesText(document, typesOf(document, method), style);
}

} // namespace

QByteArray description(const Api::Document &document, Style style)
{
    QByteArray text = styled(document.title, Font::Bold, style) + ' '
        + styled(document.version, Font::Plain, style) + '\n' + indented(document.description);
    Section methods(u"Methods"_s, style);
    for (const Api::Method &method : document.methods) {
        for (const Api::Overload &overload : method.overloads)
            methods.add({signatureOf(method, overload), summaryOf(method, overload)});
    }
    Section signalSection(u"Signals"_s, style);
    for (const Api::Signal &signal : document.signalList)
        signalSection.add({signatureOf(signal), Api::summaryOf(signal.description)});
    Section properties(u"Properties"_s, style);
    for (const Api::Property &property : document.properties)
        properties.add({signatureOf(property), Api::summaryOf(property.description)});
    Section models(u"Models"_s, style);
    for (const Api::Model &model : document.models)
        models.add({signatureOf(model), Api::summaryOf(model.description)});
    return text + methods.text() + signalSection.text() + properties.text() + models.text();
}

std::optional<QByteArray> description(
    const Api::Document &document, const QString &name, Style style)
{
    QByteArrayList texts;
    if (const Api::Method *method = document.method(name))
        texts.append(methodText(document, *method, style));
    const auto signal = std::ranges::find(document.signalList, name, &Api::Signal::name);
    if (signal != document.signalList.end()) {
        Section parameters(u"Parameters"_s, style);
        addParameters(parameters, signal->parameters);
        texts.append(styled(signatureOf(*signal), style) + '\n' + indented(signal->description)
            + parameters.text()
            + typesText(document, typesOf(document, signal->parameters), style));
    }
    const auto property = std::ranges::find(document.properties, name, &Api::Property::name);
    if (property != document.properties.end())
        texts.append(styled(signatureOf(*property), style) + '\n' + indented(property->description)
            + typesText(document, typesOf(document, property->type), style));
    const auto model = std::ranges::find(document.models, name, &Api::Model::name);
    if (model != document.models.end())
        texts.append(styled(signatureOf(*model), style) + '\n' + indented(model->description));
    return texts.isEmpty() ? std::nullopt : std::optional(texts.join('\n'));
}
