// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "api/nearestname.h"
#include "description.h"
#include "documentsource.h"
#include "htmlpage.h"
#include "jsontext.h"
#include "markdown.h"
#include "printable.h"

#include <QJsonArray>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

int print(const QByteArray &text)
{
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    return Success;
}

int noSuchName(const Api::Document &document, const QString &name)
{
    const QString nearest = Api::nearestName(name, namesIn(document));
    const QString hint = nearest.isEmpty() ? QString() : u"; is it '%1'?"_s.arg(nearest);
    reportProblem(u"there is no '%1'"_s.arg(name) + hint, WrongUsage);
    return WrongUsage;
}

// The document as it is, or the part of it with that name.
int printJson(const QJsonObject &json, const QString &name)
{
    if (name.isEmpty()) {
        printValue(json.toVariantMap(), JsonLayout::Indented);
        return Success;
    }
    for (const auto kind : {"methods"_L1, "x-signals"_L1, "x-properties"_L1, "x-models"_L1}) {
        for (const QJsonValue member : json[kind].toArray()) {
            if (member[u"name"] != name)
                continue;
            printValue(member.toVariant(), JsonLayout::Indented);
            return Success;
        }
    }
    reportProblem(u"there is no '%1'"_s.arg(name), WrongUsage);
    return WrongUsage;
}

// What completion in a shell reads.
QByteArray namesText(const Api::Document &document)
{
    QByteArray text;
    const auto add = [&text](const char *kind, const auto &members) {
        for (const auto &member : members)
            text += QByteArray(kind) + ' ' + printable(member.name) + '\n';
    };
    add("method", document.methods);
    add("signal", document.signalList);
    add("property", document.properties);
    add("model", document.models);
    return text;
}

// Keeps only what has that name.
void reduce(Api::Document &document, const QString &name)
{
    const auto isOther = [&name](const auto &member) { return member.name != name; };
    std::erase_if(document.methods, isOther);
    std::erase_if(document.signalList, isOther);
    std::erase_if(document.properties, isOther);
    std::erase_if(document.models, isOther);
}

int printDocument(Api::Document document, const QString &name, DocumentFormat format)
{
    if (!name.isEmpty() && !namesIn(document).contains(name))
        return noSuchName(document, name);
    const Style style = styleOfOutput();
    if (format == DocumentFormat::Text)
        return print(name.isEmpty() ? description(document, style)
                                    : description(document, name, style).value_or(QByteArray()));
    if (!name.isEmpty())
        reduce(document, name);
    if (format == DocumentFormat::Names)
        return print(namesText(document));
    return print(format == DocumentFormat::Html ? htmlPage(document) : markdown(document));
}

} // namespace

int runDescribe(const CommandLine &line)
{
    const DocumentSource &source = line.documents.first();
    const QString name = line.names.value(0);
    if (line.format == DocumentFormat::Json) {
        const auto json = jsonDocumentFrom(source);
        if (const auto *status = std::get_if<ExitStatus>(&json))
            return *status;
        return printJson(std::get<QJsonObject>(json), name);
    }
    auto document = documentFrom(source);
    if (const auto *status = std::get_if<ExitStatus>(&document))
        return *status;
    return printDocument(std::get<Api::Document>(std::move(document)), name, line.format);
}
