// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "apidocument_p.h"

#include "describedmethod_p.h"
#include "schemas_p.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qjsonarray.h>

#include <map>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

class ApiWriter
{
public:
    ApiWriter(const Registry &registry, const ApiFilter &isAllowed)
        : m_isAllowed(isAllowed)
        , m_exposures(registry.all())
    {
    }

    QJsonObject write(const ApiInfo &info)
    {
        for (const auto &exposure : m_exposures) {
            if (exposure->model) {
                writeModel(*exposure);
                continue;
            }
            collectMethods(exposure);
            if (exposure->shared)
                writeMembers(*exposure);
        }
        for (const auto &[name, ways] : m_ways)
            m_methods.append(describedMethod(ways, m_schemas));
        QJsonObject document{
            {u"openrpc"_s, u"1.3.2"_s}, {u"info"_s, infoOf(info)}, {u"methods"_s, m_methods}};
        const auto add = [&](const QString &name, const std::map<QString, QJsonObject> &members) {
            QJsonArray all;
            for (const auto &[memberName, member] : members)
                all.append(member);
            if (!all.isEmpty())
                document.insert(name, all);
        };
        add(u"x-signals"_s, m_signals);
        add(u"x-properties"_s, m_properties);
        add(u"x-models"_s, m_models);
        if (!m_schemas.named().isEmpty())
            document.insert(u"components"_s, QJsonObject{{u"schemas"_s, m_schemas.named()}});
        return document;
    }

private:
    static QJsonObject infoOf(const ApiInfo &info)
    {
        const auto orElse = [](const QString &text, const QString &other) {
            return text.isEmpty() ? other : text;
        };
        const QString version = orElse(info.version, QCoreApplication::applicationVersion());
        QJsonObject object{{u"title"_s, orElse(info.title, QCoreApplication::applicationName())},
            {u"version"_s, orElse(version, u"0"_s)}};
        if (!info.description.isEmpty())
            object.insert(u"description"_s, info.description);
        return object;
    }

    // Of what two objects have in common the first one is called.
    void collectMethods(const std::shared_ptr<const Exposure> &exposure)
    {
        for (const Method &method : exposure->table->methods()) {
            if (method.handler && method.handler->isCatchAll)
                continue;
            const QString name = QString::fromUtf8(method.name);
            auto ways = m_ways.find(name);
            if (ways == m_ways.end()) {
                if (!m_isAllowed(name))
                    continue;
                ways = m_ways.emplace(name, std::vector<Candidate>()).first;
            }
            const bool isTaken = std::ranges::any_of(ways->second, [&](const Candidate &earlier) {
                return earlier.exposure != exposure && earlier.method->takesSameAs(method);
            });
            if (!isTaken)
                ways->second.push_back({exposure, &method});
        }
    }

    void writeMembers(const Exposure &exposure)
    {
        const SharedMembers &members = *exposure.shared->members();
        m_schemas.setUnknownMembers(exposure.ignoresUnknownMembers
                ? Schemas::UnknownMembers::Ignored
                : Schemas::UnknownMembers::Refused);
        for (const SharedSignal &signal : members.sharedSignals) {
            const QString name = QString::fromUtf8(signal.name);
            if (m_signals.contains(name) || !m_isAllowed(name))
                continue;
            QJsonArray params;
            for (std::size_t i = 0; i < signal.codecs.size(); ++i)
                params.append(
                    QJsonObject{{u"name"_s, QString::fromUtf8(signal.parameterNames[qsizetype(i)])},
                        {u"schema"_s, signal.codecs[i]->schema(m_schemas)}});
            QJsonObject object{{u"name"_s, name}, {u"params"_s, params}};
            insertText(object, exposure.table->texts().of("signal", signal.declaredName));
            m_signals.emplace(name, object);
        }
        for (const SharedProperty &property : members.properties) {
            const QString name = QString::fromUtf8(property.fullName);
            if (m_properties.contains(name) || !m_isAllowed(name))
                continue;
            QJsonObject object{{u"name"_s, name}, {u"writable"_s, property.isWritable},
                {u"constant"_s, property.notifier < 0},
                {u"schema"_s, property.codec->schema(m_schemas)}};
            insertText(object, exposure.table->texts().of("property", property.declaredName));
            m_properties.emplace(name, object);
        }
    }

    // What a model is made of, its methods and its signal, is not for people.
    void writeModel(const Exposure &exposure)
    {
        const ModelOptions &options = exposure.model->options;
        const auto mayCall = [&](const QString &method) {
            return m_isAllowed(options.name + u'.' + method);
        };
        if (m_models.contains(options.name) || !mayCall(u"open"_s))
            return;
        QJsonArray roles;
        for (const QString &role : rolesOfModel(exposure))
            roles.append(QJsonObject{{u"name"_s, role}, {u"schema"_s, QJsonObject()}});
        QJsonObject object{{u"name"_s, options.name}, {u"roles"_s, roles},
            {u"writable"_s, options.writable && mayCall(u"set"_s)},
            {u"insertable"_s, options.insertable && mayCall(u"insertRows"_s)},
            {u"removable"_s, options.removable && mayCall(u"removeRows"_s)},
            {u"sortable"_s, options.sortable && mayCall(u"sort"_s)}};
        insertText(object, exposure.model->description);
        m_models.emplace(options.name, object);
    }
    static void insertText(QJsonObject &object, const QString &text)
    {
        if (!text.isEmpty())
            object.insert(u"description"_s, text);
    }

    const ApiFilter &m_isAllowed;
    const Exposures m_exposures;
    Schemas m_schemas;
    std::map<QString, std::vector<Candidate>> m_ways; // to call each method
    QJsonArray m_methods;
    std::map<QString, QJsonObject> m_signals;
    std::map<QString, QJsonObject> m_properties;
    std::map<QString, QJsonObject> m_models;
};

} // namespace

QJsonObject apiDocument(const Registry &registry, const ApiInfo &info, const ApiFilter &isAllowed)
{
    return ApiWriter(registry, isAllowed).write(info);
}

} // namespace WebSocketRpc
