// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdeclarations.h"
#include "cppdefinitions.h"
#include "cpptext.h"

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

QString includesOf(const CppClient &client)
{
    QSet<QString> all{u"<QPointer>"_s};
    if (client.registersTypes())
        all.insert(u"<websocketrpc/registermembers.h>"_s);
    all.insert(u"<websocketrpc/registertype.h>"_s);
    if (!client.properties.empty())
        all.insert(u"<websocketrpc/remoteproperty.h>"_s);
    if (client.followsPeer()) {
        all.insert(u"<QMetaMethod>"_s);
        all.insert(u"<QThread>"_s);
    }
    return cppIncludes(all);
}

QString lifeOf(const CppClient &client)
{
    const QString registration = client.registersTypes() ? u"    registerTypes();\n"_s : QString();
    QString text = u"%1::%1(WebSocketRpc::Channel *channel, QObject *parent)\n"
                   "    : QObject(parent)\n"
                   "    , d(std::make_unique<Private>(this, channel))\n"
                   "{\n%2}\n\n"
                   "%1::~%1() = default;\n\n"
                   "WebSocketRpc::Channel *%1::channel() const\n"
                   "{\n    return d->channel;\n}\n\n"_s;
    return text.arg(client.className, registration);
}

} // namespace

QByteArray cppSource(const CppClient &client)
{
    QString text = cppComment(
        u"Written by \"wsrpc generate\" from an OpenRPC document; changes here are lost."_s);
    text += u"\n#include \"%1.h\"\n\n"_s.arg(client.className.toLower());
    text += includesOf(client);
    text += u"namespace %1 {\n\n"_s.arg(client.nameSpace);
    text += cppHelpers(client) + cppRegistration(client) + cppPrivateClass(client) + lifeOf(client);
    for (const CppMethod &method : client.methods)
        text += cppDefinition(client, method);
    for (const CppProperty &property : client.properties)
        text += cppDefinitions(client, property);
    for (const CppModel &model : client.models)
        text += cppDefinition(client, model);
    text += cppNotifications(client);
    return (text + u"} // namespace %1\n"_s.arg(client.nameSpace)).toUtf8();
}

} // namespace Generator::Cpp
