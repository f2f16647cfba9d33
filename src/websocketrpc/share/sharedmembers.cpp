// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharedmembers_p.h"

#include "modelchanges_p.h"
#include "wirename_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

using Problem = std::optional<QString>;

// Reads a QMetaObject into SharedMembers.
class Builder
{
public:
    Builder(const QMetaObject *metaObject, const ExposeOptions &options, QStringList &problems)
        : m_metaObject(metaObject)
        , m_options(options)
        , m_problems(problems)
    {
    }

    std::shared_ptr<const SharedMembers> build()
    {
        m_members->objectName = m_options.prefix.toUtf8();
        if (m_members->objectName.endsWith('.'))
            m_members->objectName.chop(1);
        m_members->readOptions.ignoreUnknownMembers = m_options.ignoreUnknownMembers;
        for (const QString &name : m_options.sharedSignals)
            addSignals(name);
        for (const QString &name : m_options.sharedProperties + m_options.writableProperties)
            addProperty(name);
        const bool isEmpty = m_members->sharedSignals.empty() && m_members->properties.empty();
        return isEmpty ? nullptr : m_members;
    }

private:
    void report(const QString &kind, const QString &name, const QString &problem)
    {
        m_problems.append(u"%1: the %2 '%3' is not shared: %4"_s.arg(
            QString::fromUtf8(m_metaObject->className()), kind, name, problem));
    }

    // All overloads. If parameters have defaults, moc writes overloads without them, as clones.
    void addSignals(const QString &name)
    {
        bool exists = false;
        for (int i = QObject::staticMetaObject.methodCount(); i < m_metaObject->methodCount();
             ++i) {
            const QMetaMethod method = m_metaObject->method(i);
            const bool isMeant = method.methodType() == QMetaMethod::Signal
                && !(method.attributes() & QMetaMethod::Cloned) && name.toUtf8() == method.name();
            if (!isMeant)
                continue;
            exists = true;
            if (const Problem problem = addSignal(method))
                report(u"signal"_s, QString::fromUtf8(method.methodSignature()), *problem);
        }
        if (!exists)
            report(u"signal"_s, name, u"there is no such signal"_s);
    }

    Problem addSignal(const QMetaMethod &method)
    {
        SharedSignal signal{
            wireName(m_options, method.name()), method.methodIndex(), method.name()};
        if (isReservedName(signal.name))
            return u"the name '%1' is reserved"_s.arg(QString::fromUtf8(signal.name));
        const auto isThis = [&](const SharedSignal &other) { return other.index == signal.index; };
        if (std::ranges::any_of(m_members->sharedSignals, isThis))
            return {};
        const QByteArrayList names = method.parameterNames();
        for (int i = 0; i < method.parameterCount(); ++i) {
            const QByteArray number = QByteArray::number(i + 1);
            signal.parameterNames.append(
                names.value(i).isEmpty() ? "arg" + number : names.value(i));
            const auto codec = codecOf(method.parameterMetaType(i), method.parameterTypeName(i));
            if (const auto *unknown = std::get_if<UnknownType>(&codec))
                return u"parameter %1: %2"_s.arg(i + 1).arg(unknown->reason);
            signal.codecs.push_back(std::get<const Codec *>(codec));
        }
        signal.tellsModelChanges = method.parameterCount() == 1
            && method.parameterMetaType(0) == QMetaType::fromType<ModelChanges>();
        m_members->sharedSignals.push_back(std::move(signal));
        return {};
    }

    void addProperty(const QString &name)
    {
        const int index = m_metaObject->indexOfProperty(name.toUtf8().constData());
        const Problem problem = index < QObject::staticMetaObject.propertyCount()
            ? u"there is no such property"_s
            : addProperty(
                m_metaObject->property(index), m_options.writableProperties.contains(name));
        if (problem)
            report(u"property"_s, name, *problem);
    }

    Problem addProperty(const QMetaProperty &property, bool isWritable)
    {
        if (m_members->objectName.isEmpty())
            return u"it is named by the prefix of its object, which has none"_s;
        if (isReservedName(m_options.prefix.toUtf8()))
            return u"the prefix '%1' is reserved"_s.arg(m_options.prefix);
        if (!property.isReadable())
            return u"it cannot be read"_s;
        if (!property.hasNotifySignal() && !property.isConstant())
            return u"it has no NOTIFY signal and is not constant"_s;
        if (isWritable && !property.isWritable())
            return u"it cannot be written"_s;
        const auto isThis = [&](const SharedProperty &other) {
            return other.index == property.propertyIndex();
        };
        if (std::ranges::any_of(m_members->properties, isThis))
            return {};
        const auto codec = codecOf(property.metaType(), property.typeName());
        if (const auto *unknown = std::get_if<UnknownType>(&codec))
            return unknown->reason;
        m_members->properties.push_back({.name = spelledName(m_options, property.name()),
            .fullName = wireName(m_options, property.name()),
            .declaredName = property.name(),
            .index = property.propertyIndex(),
            .notifier = property.notifySignalIndex(),
            .type = property.metaType(),
            .codec = std::get<const Codec *>(codec),
            .isWritable = isWritable});
        return {};
    }

    static std::variant<const Codec *, UnknownType> codecOf(
        QMetaType type, const QByteArray &typeName)
    {
        if (!type.isValid())
            return UnknownType{u"%1 is not a complete type where it is declared"_s.arg(
                QString::fromUtf8(typeName))};
        const auto codec = codecFor(type);
        std::vector<const Codec *> asked;
        const auto *const known = std::get_if<const Codec *>(&codec);
        if (known && mayHoldStream(**known, asked))
            return UnknownType{u"a stream has one reader only"_s};
        return codec;
    }

    const QMetaObject *const m_metaObject;
    const ExposeOptions &m_options;
    QStringList &m_problems;
    const std::shared_ptr<SharedMembers> m_members = std::make_shared<SharedMembers>();
};

std::string_view view(const QByteArray &name)
{
    return {name.constData(), std::size_t(name.size())};
}

} // namespace

std::shared_ptr<const SharedMembers> SharedMembers::of(
    const QMetaObject *metaObject, const ExposeOptions &options, QStringList &problems)
{
    if (options.sharedSignals.isEmpty() && options.sharedProperties.isEmpty()
        && options.writableProperties.isEmpty())
        return nullptr;
    return Builder(metaObject, options, problems).build();
}

std::vector<int> SharedMembers::signalsNamed(std::string_view name) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < sharedSignals.size(); ++i) {
        if (view(sharedSignals[i].name) == name)
            found.push_back(int(i));
    }
    return found;
}

std::vector<int> SharedMembers::propertiesNamed(std::string_view name) const
{
    const bool isObject = view(objectName) == name;
    std::vector<int> found;
    for (std::size_t i = 0; i < properties.size(); ++i) {
        if (isObject || view(properties[i].fullName) == name)
            found.push_back(int(i));
    }
    return found;
}

} // namespace WebSocketRpc
