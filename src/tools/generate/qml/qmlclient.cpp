// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "qmlclient.h"

#include "generate/identifiers.h"
#include "qmltext.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;
using Api::ParameterStructure;

namespace Generator::Qml {

namespace {

const QString step = u"    "_s;

// The properties and signals of the peer that have one prefix, which an RpcObject follows together.
struct FollowedObject
{
    QString id; // the property that holds the RpcObject
    QString values; // the one that has all values
    std::vector<const Api::Property *> properties = {};
    std::vector<std::pair<const Api::Signal *, QString>> signalList = {}; // with their names here
};

constexpr auto given = R"(
    // By position, without undefined arguments at the end; by name if others are undefined.
    function given(values: var, names: var): var {
        while (values.length > 0 && values[values.length - 1] === undefined)
            values.pop();
        return names && values.includes(undefined) ? named(values, names) : values;
    }
)"_L1;

constexpr auto named = R"(
    // By name, without undefined arguments.
    function named(values: var, names: var): var {
        const all = {};
        values.forEach((value, i) => {
            if (value !== undefined)
                all[names[i]] = value;
        });
        return all;
    }
)"_L1;

QString prefixOf(const QString &name)
{
    return name.left(std::max<qsizetype>(0, name.lastIndexOf(u'.')));
}

QString memberOf(const QString &name)
{
    return name.mid(name.lastIndexOf(u'.') + 1);
}

bool isHandlerName(const QString &name)
{
    static const QRegularExpression handler(u"^on_*[A-Z]"_s);
    return handler.match(name).hasMatch();
}

class Writer
{
public:
    explicit Writer(const Api::Document &document) : m_document(document) { }

    Output output(const QString &className)
    {
        for (const Api::Property &property : m_document.properties) {
            if (FollowedObject *const object = followed(property.name, u"property"_s))
                object->properties.push_back(&property);
        }
        for (const Api::Signal &signal : m_document.signalList) {
            if (FollowedObject *const object = followed(signal.name, u"signal"_s))
                object->signalList.emplace_back(&signal, QString());
        }
        addHead(className);
        for (auto &[prefix, object] : m_objects)
            addProperties(object);
        for (auto &[prefix, object] : m_objects)
            addSignals(object);
        for (const Api::Model &model : m_document.models)
            addModel(model);
        for (const Api::Method &method : m_document.methods)
            addMethod(method);
        for (const auto &[prefix, object] : m_objects)
            addObject(prefix, object);
        if (m_needsGiven)
            m_text += given;
        if (m_needsNamed)
            m_text += named;
        m_text += u"}\n"_s;
        return {{{className + u".qml"_s, m_text.toUtf8()}}, m_leftOut};
    }

private:
    // Null for what has no prefix.
    FollowedObject *followed(const QString &name, const QString &kind)
    {
        const QString prefix = prefixOf(name);
        if (prefix.isEmpty()) {
            m_leftOut.append(
                u"the %1 '%2': QML follows only what has a prefix with a dot"_s.arg(kind, name));
            return nullptr;
        }
        FollowedObject &object = m_objects[prefix];
        if (object.id.isEmpty()) {
            const QString localName = m_document.localName(prefix);
            object.id = uniqueProperty(lowerCamel(localName + u" object"_s));
            object.values = uniqueProperty(lowerCamel(localName + u" values"_s));
        }
        return &object;
    }

    // With a change signal that nothing else has. A binding to "onLine" would be a handler of the signal "line": the
    // property is called "onLine_", and no signal "line_".
    QString uniqueProperty(const QString &text, const QString &other = {})
    {
        const bool isHandler = isHandlerName(text);
        QString name;
        do {
            name = m_names.unique(isHandler ? text + u'_' : text, other);
        } while (!take(name + u"Changed"_s) || (isHandler && !take(lowerCamel(name.mid(2)))));
        return name;
    }

    // Whether nothing else had the name.
    bool take(const QString &name) { return m_names.unique(name, {}) == name; }

    void addHead(const QString &className)
    {
        m_text =
            u"// Written by \"wsrpc generate\" from an OpenRPC document; changes here are lost.\n\n"
            "import QtQml\nimport WebSocketRpc\n\n"_s;
        const QString title = m_document.title.isEmpty() ? className : m_document.title;
        m_text += qmlComment(title + u"\n"_s + m_document.description);
        m_text += u"QtObject {\n    id: api\n\n"
                  "    /// The channel to the peer.\n"
                  "    required property RpcChannel client\n"_s;
        QStringList all;
        for (const auto &[prefix, object] : m_objects) {
            if (!object.properties.empty())
                all.append(u"api.%1.synchronised"_s.arg(object.id));
        }
        if (all.isEmpty())
            return;
        m_text += u"\n    /// Whether the properties have the values of the peer.\n"
                  "    readonly property bool synchronised: "_s
            + all.join(u" && "_s) + u'\n';
    }

    void addProperties(const FollowedObject &object)
    {
        for (const Api::Property *const property : object.properties) {
            const QString name =
                uniqueProperty(lowerCamel(m_document.localName(property->name)), u"value"_s);
            const QString type = qmlType(m_document.resolved(*property->type));
            const QString member = qmlString(memberOf(property->name));
            m_text += u'\n' + comment(property->description, typeNote(*property->type));
            m_text += u"    readonly property %1 %2: api.%3[%4] ?? %5\n"_s.arg(
                type, name, object.values, member, qmlEmptyValue(type));
            if (!property->isWritable)
                continue;
            const QString setter = m_names.unique(lowerCamel(u"set "_s + name), u"setValue"_s);
            m_text += u"\n    /// Asks the peer to set %1, and returns a promise.\n"
                      "    function %2(value: %3): var {\n"
                      "        return api.%4.set(%5, value);\n"
                      "    }\n"_s.arg(name, setter, type, object.id, member);
        }
    }

    void addSignals(FollowedObject &object)
    {
        for (auto &[signal, name] : object.signalList) {
            name = m_names.unique(lowerCamel(m_document.localName(signal->name)), u"signalled"_s);
            Identifiers names{reservedWords()};
            QStringList parameters;
            for (const Api::Parameter &parameter : signal->parameters)
                parameters.append(
                    u"%1: %2"_s.arg(names.unique(lowerCamel(parameter.name), u"value"_s),
                        qmlType(m_document.resolved(*parameter.type))));
            m_text += u'\n' + comment(signal->description);
            m_text += u"    signal %1(%2)\n"_s.arg(name, parameters.join(u", "_s));
        }
    }

    void addModel(const Api::Model &model)
    {
        QStringList roles;
        for (const Api::Role &role : model.roles) {
            const bool isAny = role.type->as<Api::Any>();
            roles.append(isAny ? role.name : u"%1 (%2)"_s.arg(role.name, Api::toText(*role.type)));
        }
        const QString name =
            uniqueProperty(lowerCamel(m_document.localName(model.name)), u"model"_s);
        m_text += u'\n' + comment(model.description, u"Roles: %1."_s.arg(roles.join(u", "_s)));
        m_text += u"    readonly property RpcModel %1: RpcModel {\n"
                  "        client: api.client\n"
                  "        name: %2\n"
                  "    }\n"_s.arg(name, qmlString(model.name));
    }

    // JavaScript has no overloads: a method that has some takes any of their arguments.
    void addMethod(const Api::Method &method)
    {
        const auto longest = std::ranges::max_element(method.overloads, {},
            [](const Api::Overload &overload) { return overload.parameters.size(); });
        Api::Overload overload = *longest;
        if (method.isOverloaded()) {
            for (Api::Parameter &parameter : overload.parameters) {
                parameter.type = Api::typeOf(Api::Any());
                parameter.isRequired = false;
            }
            overload.structure = ParameterStructure::ByPosition;
        }
        const QString text = method.description.isEmpty() ? method.summary : method.description;
        QStringList notes;
        for (const Api::Parameter &parameter : overload.parameters) {
            if (!parameter.description.isEmpty())
                notes.append(parameter.name + u": "_s + parameter.description);
        }
        for (const Api::Overload &one : method.overloads)
            notes.append(resultNote(one));
        notes.removeDuplicates();
        m_text += u'\n' + comment(text, notes.join(u'\n'));
        addFunction(method, overload);
    }

    void addFunction(const Api::Method &method, const Api::Overload &overload)
    {
        const bool hasOptional =
            !std::ranges::all_of(overload.parameters, &Api::Parameter::isRequired);
        Identifiers names{reservedWords()};
        QStringList parameters;
        QStringList values;
        QStringList members;
        for (const Api::Parameter &parameter : overload.parameters) {
            const QString name = names.unique(lowerCamel(parameter.name), u"value"_s);
            // An argument that is left out would be converted to another type.
            const QString type =
                parameter.isRequired ? qmlType(m_document.resolved(*parameter.type)) : u"var"_s;
            parameters.append(name + u": "_s + type);
            values.append(name);
            members.append(qmlString(parameter.name));
        }
        m_text += u"    function %1(%2)%3 {\n"_s.arg(
            m_names.unique(lowerCamel(m_document.localName(method.name)), u"call"_s),
            parameters.join(u", "_s), overload.result ? u": var"_s : QString());
        m_text += u"        %1(%2%3);\n    }\n"_s.arg(callOf(overload), qmlString(method.name),
            argumentsFor(overload, values, members, hasOptional));
    }

    QString callOf(const Api::Overload &overload) const
    {
        if (!overload.result)
            return u"api.client.notify"_s;
        const bool isStream = overload.result->as<Api::Stream>();
        return isStream ? u"return api.client.stream"_s : u"return api.client.call"_s;
    }

    QString argumentsFor(const Api::Overload &overload, const QStringList &values,
        const QStringList &members, bool hasOptional)
    {
        if (values.isEmpty())
            return {};
        if (overload.takesWholeParams)
            return u", "_s + values.front();
        const QString list = u'[' + values.join(u", "_s) + u']';
        const QString names = u'[' + members.join(u", "_s) + u']';
        const bool isByName = overload.structure == ParameterStructure::ByName;
        if (!hasOptional && !isByName)
            return u", "_s + list;
        m_needsNamed = true;
        if (isByName)
            return u", api.named(%1, %2)"_s.arg(list, names);
        m_needsGiven = true;
        return u", api.given(%1, %2)"_s.arg(
            list, overload.structure == ParameterStructure::Either ? names : u"null"_s);
    }

    void addObject(const QString &prefix, const FollowedObject &object)
    {
        m_text += u"\n    readonly property RpcObject %1: RpcObject {\n"
                  "        client: api.client\n"
                  "        name: %2\n"_s.arg(object.id, qmlString(prefix));
        if (object.properties.empty())
            m_text += u"        onFailed: {} // there are no properties to follow\n"_s;
        if (!object.signalList.empty()) {
            QStringList names;
            QString cases;
            for (const auto &[signal, name] : object.signalList) {
                const QString member = qmlString(memberOf(signal->name));
                names.append(member);
                QStringList values;
                for (std::size_t i = 0; i < signal->parameters.size(); ++i)
                    values.append(u"args[%1]"_s.arg(i));
                cases += u"            case %1:\n                return api.%2(%3);\n"_s.arg(
                    member, name, values.join(u", "_s));
            }
            m_text += u"        signals: [%1]\n"
                      "        onReceived: (name, args) => {\n"
                      "            switch (name) {\n"_s.arg(names.join(u", "_s))
                + cases + u"            }\n        }\n"_s;
        }
        m_text += u"    }\n"_s;
        if (!object.properties.empty())
            m_text += u"    readonly property var %1: Object.assign(Object.create(null), "
                      "api.%2.values)\n"_s.arg(object.values, object.id);
    }

    static QString comment(const QString &text, const QString &notes = {})
    {
        return qmlComment(text.trimmed() + u'\n' + notes, step);
    }

    // For a type that QML does not show.
    QString typeNote(const Api::Type &type) const
    {
        const bool isShown = qmlType(m_document.resolved(type)) != u"var";
        return isShown ? QString() : u"Its type is %1."_s.arg(Api::toText(type));
    }

    static QString resultNote(const Api::Overload &overload)
    {
        if (!overload.result || overload.result->as<Api::Null>())
            return {};
        if (const auto *const stream = overload.result->as<Api::Stream>())
            return u"Returns a stream of %1."_s.arg(Api::toText(*stream->value));
        return u"The promise is resolved with %1."_s.arg(Api::toText(*overload.result));
    }

    const Api::Document &m_document;
    Identifiers m_names{reservedMembers()};
    std::map<QString, FollowedObject> m_objects; // by their prefixes
    QString m_text;
    QStringList m_leftOut;
    bool m_needsGiven = false;
    bool m_needsNamed = false;
};

} // namespace

Output writeClient(const Api::Document &document, const Options &options)
{
    return Writer(document).output(upperCamel(options.className));
}

} // namespace Generator::Qml
