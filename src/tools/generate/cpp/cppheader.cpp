// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppclient.h"
#include "cppdeclarations.h"
#include "cpptext.h"

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

class CppHeader
{
public:
    explicit CppHeader(const CppClient &client) : m_client(client) { }

    QByteArray text()
    {
        m_text = cppComment(
            u"Written by \"wsrpc generate\" from an OpenRPC document; changes here are lost."_s);
        m_text += cppComment(m_client.title) + u"\n#pragma once\n\n"_s;
        m_text += includes();
        m_text += u"namespace %1 {\n\n"_s.arg(m_client.nameSpace);
        m_text += cppEnums(m_client) + cppStructs(m_client);
        addClass();
        m_text += u"} // namespace %1\n"_s.arg(m_client.nameSpace);
        for (const CppEnum &one : m_client.enums) {
            if (!one.flagsName.isEmpty())
                m_text += u"\nQ_DECLARE_OPERATORS_FOR_FLAGS(%1)\n"_s.arg(
                    m_client.scope() + one.flagsName);
        }
        addLeftOut();
        return m_text.toUtf8();
    }

private:
    [[nodiscard]] QString includes() const
    {
        QSet<QString> all{u"<QObject>"_s, u"<memory>"_s, u"<websocketrpc/channel.h>"_s};
        if (!m_client.models.empty())
            all.insert(u"<websocketrpc/remotemodel.h>"_s);
        if (!m_client.properties.empty())
            all.insert(u"<QProperty>"_s);
        for (const CppMethod &method : m_client.methods) {
            for (const CppParameter &parameter : method.parameters)
                addIncludes(parameter.type, all);
            if (method.result == CppMethod::Result::Stream)
                all.insert(u"<websocketrpc/stream.h>"_s);
            if (method.result == CppMethod::Result::Value
                || method.result == CppMethod::Result::Stream)
                addIncludes(method.type, all);
        }
        for (const CppSignal &signal : m_client.signalList) {
            for (const CppParameter &parameter : signal.parameters)
                addIncludes(parameter.type, all);
        }
        for (const CppProperty &property : m_client.properties)
            addIncludes(property.type, all);
        for (const CppStruct &one : m_client.structs) {
            for (const CppMember &member : one.members)
                addIncludes(member.type, all);
        }
        return cppIncludes(all);
    }

    void addClass()
    {
        m_text += cppComment(m_client.comment);
        m_text += u"class %1 : public QObject\n{\n    Q_OBJECT\n"_s.arg(m_client.className);
        m_text += cppPropertyLines(m_client);
        m_text += u"\npublic:\n"_s;
        m_text += cppComment(
            u"The channel may be null in a test that overrides what is called."_s, u"    "_s);
        m_text +=
            u"    explicit %1(WebSocketRpc::Channel *channel, QObject *parent = nullptr);\n"_s.arg(
                m_client.className);
        m_text += u"    ~%1() override;\n\n"_s.arg(m_client.className);
        m_text += u"    [[nodiscard]] WebSocketRpc::Channel *channel() const;\n"_s;
        for (const CppMethod &method : m_client.methods)
            addMember(method.comment, cppDeclaration(method));
        for (const CppProperty &property : m_client.properties)
            addMember(property.comment, cppAccessors(property));
        for (const CppModel &model : m_client.models)
            addMember(model.comment,
                u"    [[nodiscard]] virtual WebSocketRpc::RemoteModel *%1() const;\n"_s.arg(
                    model.name));
        addSignals();
        if (m_client.followsPeer())
            m_text += u"\nprotected:\n"
                      "    void connectNotify(const QMetaMethod &signal) override;\n"
                      "    void disconnectNotify(const QMetaMethod &signal) override;\n"_s;
        m_text +=
            u"\nprivate:\n    class Private;\n\n    const std::unique_ptr<Private> d;\n};\n\n"_s;
    }

    void addMember(const QString &comment, const QString &declaration)
    {
        // What has a comment, or several lines, stands by itself.
        const bool isAlone = !comment.isEmpty() || declaration.count(u'\n') > 1;
        if (isAlone || m_isLastAlone)
            m_text += u'\n';
        m_isLastAlone = isAlone;
        m_text += cppComment(comment, u"    "_s) + declaration;
    }

    void addSignals()
    {
        if (!m_client.followsPeer())
            return;
        m_text += u"\nQ_SIGNALS:\n"_s;
        for (const CppSignal &signal : m_client.signalList)
            m_text += cppComment(signal.comment, u"    "_s)
                + cppLines(u"    "_s, u"void %1("_s.arg(signal.name),
                    cppParameters(signal.parameters, m_client.scope()), u");"_s);
        for (const CppProperty &property : m_client.properties)
            m_text += u"    void %1();\n"_s.arg(property.notifier);
    }

    void addLeftOut()
    {
        if (m_client.leftOut.isEmpty())
            return;
        m_text += u"\n// What the document says and this does not:\n"_s;
        for (const QString &line : m_client.leftOut)
            m_text += cppComment(u"- "_s + Api::harmlessText(line).replace(u'\n', u' '));
    }

    const CppClient &m_client;
    QString m_text;
    bool m_isLastAlone = true;
};

} // namespace

QByteArray cppHeader(const CppClient &client)
{
    return CppHeader(client).text();
}

} // namespace Generator::Cpp
