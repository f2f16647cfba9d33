// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppclient.h"
#include "cpporder.h"
#include "cpptext.h"
#include "cpptypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

// What a QObject has already, and the class itself.
QSet<QString> namesOfObject()
{
    const QStringList names =
        u"blockSignals bindingStorage byName byPosition channel childEvent children connect "
        "connectNotify customEvent d deleteLater destroyed disconnect "
        "disconnectNotify dumpObjectInfo dumpObjectTree dynamicPropertyNames "
        "event eventFilter findChild findChildren given inherits installEventFilter "
        "isQuickItemType isSignalConnected isWidgetType isWindowType killTimer "
        "metaObject moveToThread objectName objectNameChanged parent property "
        "qt_metacall qt_metacast qt_static_metacall receivers "
        "removeEventFilter sender senderSignalIndex setObjectName setParent "
        "setProperty signalsBlocked startTimer staticMetaObject thread "
        "timerEvent tr"_s.split(u' ');
    return QSet<QString>(names.begin(), names.end());
}

class CppBuilder
{
public:
    CppBuilder(const Api::Document &document, const Options &options)
        : m_document(document)
        , m_client{.className = Identifiers(cppReserved()).unique(options.className, {}),
              .nameSpace =
                  options.nameSpace.isEmpty() ? options.className + u"Api"_s : options.nameSpace,
              .title = document.title,
              .comment = document.description}
        , m_typeNames(cppReserved() + cppHelperTypes()
              + QSet<QString>{m_client.className, u"registerTypes"_s, u"Private"_s,
                  m_client.nameSpace.section(u"::"_s, -1)})
        , m_names(cppReserved() + namesOfObject()
              + QSet<QString>{u"Private"_s, u"registerTypes"_s, m_client.className})
        , m_types(document, m_typeNames, m_client.leftOut)
    {
    }

    CppClient build()
    {
        for (const Api::Method &method : m_document.methods)
            addMethod(method);
        for (const Api::Signal &signal : m_document.signalList)
            addSignal(signal);
        for (const Api::Property &property : m_document.properties)
            addProperty(property);
        for (const Api::Model &model : m_document.models)
            addModel(model);
        m_types.finish();
        m_client.enums = std::move(m_types.enums);
        std::ranges::sort(m_client.enums, {}, &CppEnum::name);
        m_client.structs = std::move(m_types.structs);
        putInOrder(m_client.structs, m_client.leftOut);
        for (const Api::Note &note : m_document.notes)
            m_client.leftOut.append(note.path + u": "_s + note.text);
        return std::move(m_client);
    }

private:
    // Parameters may travel by name.
    bool canWrite(const Api::Method &method)
    {
        for (const Api::Overload &overload : method.overloads) {
            for (const Api::Parameter &parameter : overload.parameters) {
                if (!canWrite(parameter.name))
                    return false;
            }
        }
        return canWrite(method.name);
    }
    // Whether what has this name can be written; if not, that is told.
    bool canWrite(const QString &name)
    {
        if (isStringOfCpp(name))
            return true;
        m_client.leftOut.append(u"%1: its name is no text"_s.arg(Api::identifierFrom(name)));
        return false;
    }

    void addMethod(const Api::Method &method)
    {
        if (!canWrite(method))
            return;
        const QString name =
            m_names.unique(lowerCamel(m_document.localName(method.name)), u"method"_s);
        std::vector<std::vector<CppType>> taken;
        for (const Api::Overload &overload : method.overloads) {
            CppMethod one = methodOf(method, overload, name);
            std::vector<CppType> types;
            for (const CppParameter &parameter : one.parameters)
                types.push_back(parameter.type);
            if (std::ranges::find(taken, types) != taken.end()) {
                m_client.leftOut.append(
                    u"%1: an overload with parameters of the same types"_s.arg(method.name));
                continue;
            }
            taken.push_back(types);
            m_client.methods.push_back(std::move(one));
        }
    }

    CppMethod methodOf(
        const Api::Method &method, const Api::Overload &overload, const QString &name)
    {
        CppMethod one{.name = name,
            .wireName = method.name,
            .comment = textOf({method.summary, method.description, overload.description}),
            .structure = overload.structure,
            .takesWholeParams = overload.takesWholeParams,
            .isDeprecated = method.isDeprecated};
        one.parameters = overload.takesWholeParams ? std::vector<CppParameter>{{u"params"_s,
                             u"params"_s, CppType::object("WebSocketRpc::Arguments")}}
                                                   : parametersOf(overload.parameters, method.name);
        setResult(one, overload);
        return one;
    }

    static QString textOf(const QStringList &texts)
    {
        QStringList all;
        for (const QString &text : texts) {
            const QString trimmed = text.trimmed();
            if (!trimmed.isEmpty() && !all.contains(trimmed))
                all.append(trimmed);
        }
        return all.join(u'\n');
    }

    void setResult(CppMethod &method, const Api::Overload &overload)
    {
        if (!overload.result) {
            method.result = CppMethod::Result::None;
            return;
        }
        const Api::Type &result = m_document.resolved(*overload.result);
        const QString name = upperCamel(m_document.localName(method.wireName)) + u"Result"_s;
        const QString place = u"the result of "_s + method.wireName;
        if (result.as<Api::Null>()) {
            method.result = CppMethod::Result::Nothing;
        } else if (const auto *stream = result.as<Api::Stream>()) {
            method.result = CppMethod::Result::Stream;
            method.type = m_types.of(*stream->value, name, place);
        } else {
            method.type = m_types.of(*overload.result, name, place);
        }
    }

    std::vector<CppParameter> parametersOf(
        const std::vector<Api::Parameter> &parameters, const QString &owner)
    {
        Identifiers names(
            cppReserved() + QSet<QString>{u"d"_s, u"byName"_s, u"byPosition"_s, u"given"_s});
        std::vector<CppParameter> all;
        for (const Api::Parameter &parameter : parameters) {
            CppParameter one{.name = names.unique(lowerCamel(parameter.name), u"argument"_s),
                .wireName = parameter.name,
                .type = typeOf(parameter, owner),
                .isRequired = parameter.isRequired};
            if (!one.isRequired && !one.type.isOptional())
                one.type = CppType::of(CppType::Kind::Optional, one.type);
            all.push_back(std::move(one));
        }
        return all;
    }

    CppType typeOf(const Api::Parameter &parameter, const QString &owner)
    {
        const QString name = upperCamel(owner) + upperCamel(parameter.name);
        const QString place = owner + u'.' + parameter.name;
        const Api::Type &type = m_document.resolved(*parameter.type);
        if (const auto *stream = type.as<Api::Stream>(); stream && parameter.isRequired)
            return CppType::of(CppType::Kind::Stream, m_types.of(*stream->value, name, place));
        return m_types.of(*parameter.type, name, place);
    }

    void addSignal(const Api::Signal &signal)
    {
        if (canWrite(signal.name))
            m_client.signalList.push_back(
                {m_names.unique(lowerCamel(m_document.localName(signal.name)), u"signal"_s),
                    signal.name, signal.description, parametersOf(signal.parameters, signal.name)});
    }

    void addProperty(const Api::Property &property)
    {
        if (!canWrite(property.name))
            return;
        CppProperty one{
            .name = m_names.unique(lowerCamel(m_document.localName(property.name)), u"property"_s),
            .wireName = property.name,
            .type = m_types.of(
                *property.type, upperCamel(m_document.localName(property.name)), property.name),
            .comment = property.description};
        const QString capital = upperCamel(one.name);
        if (property.isWritable)
            one.setter = m_names.unique(u"set"_s + capital, {});
        one.notifier = m_names.unique(one.name + u"Changed"_s, {});
        one.bindable = m_names.unique(u"bindable"_s + capital, {});
        m_client.properties.push_back(std::move(one));
    }

    void addModel(const Api::Model &model)
    {
        if (!canWrite(model.name))
            return;
        QStringList roles;
        for (const Api::Role &role : model.roles)
            roles.append(Api::harmlessText(role.name));
        const QString rolesText =
            roles.isEmpty() ? QString() : u"Its roles: %1."_s.arg(roles.join(u", "_s));
        m_client.models.push_back(
            {m_names.unique(lowerCamel(m_document.localName(model.name)), u"model"_s), model.name,
                textOf({model.description, rolesText})});
    }

    const Api::Document &m_document;
    CppClient m_client;
    Identifiers m_typeNames; // of the namespace
    Identifiers m_names; // of the class
    CppTypes m_types;
};

} // namespace

CppClient cppClientOf(const Api::Document &document, const Options &options)
{
    return CppBuilder(document, options).build();
}

} // namespace Generator::Cpp
