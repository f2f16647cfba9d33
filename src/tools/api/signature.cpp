// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "signature.h"

using namespace Qt::StringLiterals;

namespace Api {

namespace {

using Kind = Span::Kind;

void append(Spans &spans, const std::vector<Parameter> &parameters)
{
    spans.push_back({Kind::Plain, u"("_s});
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const Parameter &parameter = parameters[i];
        spans.push_back({Kind::Plain,
            (i > 0 ? u", "_s : QString()) + parameter.name
                + (parameter.isRequired ? u": "_s : u"?: "_s)});
        spans.push_back({Kind::Type, toText(*parameter.type)});
    }
    spans.push_back({Kind::Plain, u")"_s});
}

} // namespace

QString plainText(const Spans &spans)
{
    QString text;
    for (const Span &span : spans)
        text += span.text;
    return text;
}

Spans signatureOf(const Method &method, const Overload &overload)
{
    Spans spans{{Kind::Name, method.name}};
    append(spans, overload.parameters);
    if (overload.result && !overload.result->as<Null>()) {
        spans.push_back({Kind::Plain, u" -> "_s});
        spans.push_back({Kind::Type, toText(*overload.result)});
    }
    if (!overload.result)
        spans.push_back({Kind::Note, u", a notification"_s});
    if (overload.takesWholeParams)
        spans.push_back({Kind::Note, u", which is all params"_s});
    if (method.isDeprecated)
        spans.push_back({Kind::Note, u", deprecated"_s});
    return spans;
}

Spans signatureOf(const Signal &signal)
{
    Spans spans{{Kind::Name, signal.name}, {Kind::Plain, u"("_s}};
    for (std::size_t i = 0; i < signal.parameters.size(); ++i) {
        const Parameter &parameter = signal.parameters[i];
        spans.push_back({Kind::Plain, (i > 0 ? u", "_s : QString()) + parameter.name + u": "_s});
        spans.push_back({Kind::Type, toText(*parameter.type)});
    }
    spans.push_back({Kind::Plain, u")"_s});
    return spans;
}

Spans signatureOf(const Property &property)
{
    Spans spans{
        {Kind::Name, property.name}, {Kind::Plain, u": "_s}, {Kind::Type, toText(*property.type)}};
    if (property.isWritable)
        spans.push_back({Kind::Note, u", writable"_s});
    if (property.isConstant)
        spans.push_back({Kind::Note, u", constant"_s});
    return spans;
}

Spans signatureOf(const Model &model)
{
    Spans spans{{Kind::Name, model.name}, {Kind::Plain, u": "_s}};
    for (std::size_t i = 0; i < model.roles.size(); ++i) {
        spans.push_back(
            {Kind::Plain, (i > 0 ? u", "_s : QString()) + model.roles[i].name + u": "_s});
        spans.push_back({Kind::Type, toText(*model.roles[i].type)});
    }
    for (const auto &[may, note] : {std::pair(model.isWritable, u", writable"_s),
             std::pair(model.isInsertable, u", insertable"_s),
             std::pair(model.isRemovable, u", removable"_s),
             std::pair(model.isSortable, u", sortable"_s)}) {
        if (may)
            spans.push_back({Kind::Note, note});
    }
    return spans;
}

QString summaryOf(const QString &description)
{
    const QString line = description.section(u'\n', 0, 0);
    const qsizetype end = line.indexOf(u". "_s);
    return end < 0 ? line : line.first(end + 1);
}

QString summaryOf(const Method &method, const Overload &overload)
{
    for (const QString &text : {method.summary, overload.description, method.description}) {
        if (!text.isEmpty())
            return summaryOf(text);
    }
    return {};
}

} // namespace Api
