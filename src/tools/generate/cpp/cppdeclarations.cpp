// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdeclarations.h"

#include "cpptext.h"

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

QString propertyLine(const QString &declaration)
{
    return step + u"Q_PROPERTY(%1)\n"_s.arg(declaration);
}

} // namespace

QString cppIncludes(const QSet<QString> &headers)
{
    QStringList library;
    QStringList qt;
    QStringList standard;
    for (const QString &header : headers) {
        QStringList &list = header.startsWith("<websocketrpc/"_L1) ? library
            : header.startsWith("<Q"_L1)                           ? qt
                                                                   : standard;
        list.append(header);
    }
    QString text;
    for (QStringList &list : {std::ref(library), std::ref(qt), std::ref(standard)}) {
        list.sort();
        for (const QString &header : list)
            text += u"#include "_s + header + u'\n';
        text += list.isEmpty() ? u""_s : u"\n"_s;
    }
    return text;
}

QStringList cppParameters(const std::vector<CppParameter> &parameters, const QString &scope)
{
    QStringList all;
    for (const CppParameter &parameter : parameters)
        all.append(parameter.type.parameter(scope) + parameter.name);
    return all;
}

QString cppPropertyLines(const CppClient &client)
{
    QString lines;
    for (const CppProperty &property : client.properties) {
        const QString write =
            property.setter.isEmpty() ? QString() : u" WRITE "_s + property.setter;
        lines += propertyLine(
            u"%1 %2 READ %2%3 NOTIFY %4 BINDABLE %5"_s.arg(property.type.text(client.scope()),
                property.name, write, property.notifier, property.bindable));
    }
    for (const CppModel &model : client.models)
        lines += propertyLine(u"WebSocketRpc::RemoteModel *%1 READ %1 CONSTANT"_s.arg(model.name));
    return unformatted(lines, step);
}

QString cppDeclaration(const CppMethod &method)
{
    QStringList parameters = cppParameters(method.parameters);
    for (std::size_t i = 0; i < method.parameters.size(); ++i) {
        if (!method.parameters[i].isRequired)
            parameters[qsizetype(i)] += u" = {}"_s;
    }
    const QString deprecated = method.isDeprecated ? u"[[deprecated]] "_s : QString();
    return cppFunction(
        step, deprecated + u"virtual "_s + method.resultText(), method.name, parameters, u");"_s);
}

QString cppAccessors(const CppProperty &property)
{
    const QString type = property.type.text();
    QString lines = step + u"[[nodiscard]] virtual %1 %2() const;\n"_s.arg(type, property.name);
    lines +=
        step + u"[[nodiscard]] virtual QBindable<%1> %2() const;\n"_s.arg(type, property.bindable);
    if (!property.setter.isEmpty())
        lines += cppLines(step, u"virtual WebSocketRpc::Reply<void> %1("_s.arg(property.setter),
            {property.type.parameter() + u"value"_s}, u");"_s);
    return lines;
}

} // namespace Generator::Cpp
