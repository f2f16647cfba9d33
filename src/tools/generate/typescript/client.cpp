// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "client.h"

#include "methods.h"
#include "text.h"
#include "types.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace Generator {

namespace TypeScript {

namespace {

constexpr auto runtimeName = "websocketrpc"_L1;
constexpr qsizetype mostImportsInALine = 4;

QByteArray runtimeText()
{
    QFile file(u":/websocketrpc.ts"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the resource websocketrpc.ts is missing");
    return file.readAll();
}

// What is meant by these must stay what it is.
QSet<QString> usedTypeNames()
{
    return {u"AsyncIterable"_s, u"ClientOptions"_s, u"Iterable"_s, u"Partial"_s, u"Promise"_s,
        u"RpcClient"_s, u"RpcError"_s, u"RpcStream"_s, u"RpcUrl"_s};
}

QSet<QString> noClassNames()
{
    return usedTypeNames() + reservedWords() + helperFunctions()
        + QSet<QString>{u"bigint"_s, u"boolean"_s, u"never"_s, u"number"_s, u"object"_s,
            u"string"_s, u"symbol"_s, u"unknown"_s};
}

class Client
{
public:
    Client(const Api::Document &document, const QString &className)
        : m_document(document)
        , m_class(Identifiers(noClassNames()).unique(className, u"Client"_s))
        , m_types(document, usedTypeNames() + namesOfClass())
        , m_methods(document, m_types)
    {
    }

    [[nodiscard]] QString fileName() const
    {
        const QString name = m_class.toLower();
        return (name == runtimeName ? name + u"client"_s : name) + u".ts"_s;
    }

    [[nodiscard]] QByteArray text()
    {
        const QString members = m_methods.text(); // which says what it needs
        const QString rest = m_types.declarations() + signalTypes() + propertyTypes() + writable()
            + modelTypes() + docComment({m_document.title, m_document.description})
            + u"export class "_s + m_class + u" extends RpcClient"_s + typeArguments() + u" {\n"_s
            + constructorText() + members + u"}\n"_s;
        return (header() + imports() + rest).toUtf8();
    }

    [[nodiscard]] QStringList leftOut() const
    {
        QStringList all;
        for (const Api::Note &note : m_document.notes)
            all.append(note.path + u": "_s + note.text);
        return all + m_types.leftOut() + m_methods.leftOut();
    }

private:
    [[nodiscard]] QSet<QString> namesOfClass() const
    {
        return {m_class, m_class + u"Signals"_s, m_class + u"Properties"_s, m_class + u"Writable"_s,
            m_class + u"Models"_s};
    }

    [[nodiscard]] QString header() const
    {
        return docComment(
                   {u"Written by \"wsrpc generate typescript\" from the OpenRPC document of "_s
                           + m_document.title + u' ' + m_document.version + u'.',
                       u"Do not edit it; write it again when the document has changed."_s})
            + u'\n';
    }

    [[nodiscard]] QString imports() const
    {
        QStringList names{u"RpcClient"_s};
        for (const QString &name : {u"nullAsNaN"_s, u"optionalArguments"_s, u"RpcStream"_s}) {
            if (m_methods.helpers().contains(name))
                names.append(name == "RpcStream"_L1 ? u"type RpcStream"_s : name);
        }
        if (!m_document.prefix.isEmpty())
            names += {u"type ClientOptions"_s, u"type RpcUrl"_s};
        const QString list = names.size() > mostImportsInALine
            ? u"{\n    "_s + names.join(u",\n    "_s) + u",\n}"_s
            : u"{ "_s + names.join(u", "_s) + u" }"_s;
        return u"import "_s + list
            + u" from './websocketrpc.js'\n\nexport { RpcError } from './websocketrpc.js'\n\n"_s;
    }

    [[nodiscard]] QString signalTypes()
    {
        QString text;
        for (const Api::Signal &signal : m_document.signalList) {
            const QStringList names = variableNames(signal.parameters);
            QStringList elements;
            for (std::size_t i = 0; i < signal.parameters.size(); ++i)
                elements.append(
                    names[qsizetype(i)] + u": "_s + m_types.received(*signal.parameters[i].type));
            text += docComment({signal.description}, u"    "_s) + u"    "_s + localName(signal.name)
                + u": ["_s + elements.join(u", "_s) + u"]\n"_s;
        }
        return interfaceOf(u"Signals"_s, text);
    }

    [[nodiscard]] QString propertyTypes()
    {
        QString text;
        for (const Api::Property &property : m_document.properties)
            text += docComment({property.description}, u"    "_s) + u"    "_s
                + localName(property.name) + u": "_s + m_types.received(*property.type) + u'\n';
        return interfaceOf(u"Properties"_s, text);
    }

    [[nodiscard]] QString interfaceOf(const QString &suffix, const QString &members) const
    {
        if (members.isEmpty())
            return {};
        return u"export interface "_s + m_class + suffix + u" {\n"_s + members + u"}\n\n"_s;
    }

    [[nodiscard]] QString writable() const
    {
        QStringList names;
        for (const Api::Property &property : m_document.properties) {
            if (property.isWritable)
                names.append(quoted(m_document.localName(property.name)));
        }
        if (names.isEmpty())
            return {};
        return choice(u"export type "_s + m_class + u"Writable ="_s, names) + u"\n\n"_s;
    }

    [[nodiscard]] QString modelTypes()
    {
        QString text;
        for (const Api::Model &model : m_document.models)
            text += docComment({model.description}, u"    "_s) + u"    "_s + localName(model.name)
                + u": { "_s + rolesOf(model).join(u"; "_s) + u" }\n"_s;
        return interfaceOf(u"Models"_s, text);
    }

    [[nodiscard]] QStringList rolesOf(const Api::Model &model)
    {
        QSet<QString> seen;
        QStringList roles;
        for (const Api::Role &role : model.roles) {
            if (!seen.contains(role.name))
                roles.append(memberName(role.name) + u": "_s + m_types.received(*role.type));
            seen.insert(role.name);
        }
        return roles.isEmpty() ? QStringList(u"[role: string]: unknown"_s) : roles;
    }

    [[nodiscard]] QString localName(const QString &name) const
    {
        return memberName(m_document.localName(name));
    }

    // Those behind the last one that is needed are left out.
    [[nodiscard]] QString typeArguments() const
    {
        QStringList arguments;
        QStringList needed;
        const auto add = [&](bool isThere, const QString &suffix, const QString &otherwise) {
            arguments.append(isThere ? m_class + suffix : otherwise);
            if (isThere)
                needed = arguments;
        };
        add(!m_document.signalList.empty(), u"Signals"_s, u"{}"_s);
        add(!m_document.properties.empty(), u"Properties"_s, u"{}"_s);
        add(!writable().isEmpty(), u"Writable"_s, u"never"_s);
        add(!m_document.models.empty(), u"Models"_s, u"{}"_s);
        return needed.isEmpty() ? QString() : listed(u"<"_s, needed, u">"_s, {});
    }

    [[nodiscard]] QString constructorText() const
    {
        if (m_document.prefix.isEmpty())
            return {};
        return u"    constructor(url: RpcUrl, options?: ClientOptions) {\n        super(url, options, "_s
            + quoted(m_document.prefix) + u")\n    }\n\n"_s;
    }

    const Api::Document &m_document;
    const QString m_class;
    Types m_types;
    Methods m_methods;
};

} // namespace

} // namespace TypeScript

Output typeScriptClient(const Api::Document &document, const Options &options)
{
    TypeScript::Client client(document, options.className);
    Output output;
    output.files = {{client.fileName(), client.text()},
        {TypeScript::runtimeName + u".ts"_s, TypeScript::runtimeText()}};
    output.leftOut = client.leftOut();
    return output;
}

} // namespace Generator
