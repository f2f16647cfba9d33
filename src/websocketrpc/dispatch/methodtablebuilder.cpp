// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodtablebuilder_p.h"

#include <websocketrpc/callcontext.h>

#include <QHash>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// The names that JSON-RPC 2.0 (section 4) and the Language Server Protocol keep for themselves, and
// those that C++ and Python programmers mean to be private.
bool isReserved(const QByteArray &name)
{
    return name.startsWith('_') || name.startsWith("rpc.") || name.startsWith("$/");
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

// addTwo -> add_two, HTTPServer -> http_server
QByteArray toSnakeCase(const QByteArray &name)
{
    QByteArray result;
    result.reserve(name.size() + 4);
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char c = name.at(i);
        const char previous = i > 0 ? name.at(i - 1) : '_';
        const char next = i + 1 < name.size() ? name.at(i + 1) : '\0';
        const bool endsAcronym = isUpper(previous) && next >= 'a' && next <= 'z';
        if (isUpper(c) && previous != '_' && (!isUpper(previous) || endsAcronym))
            result.append('_');
        result.append(isUpper(c) ? char(c - 'A' + 'a') : c);
    }
    return result;
}

bool isCallContext(QMetaType type)
{
    return type == QMetaType::fromType<CallContext>();
}

QString describe(const QByteArray &parameterName, int index)
{
    return parameterName.isEmpty() ? u"parameter %1"_s.arg(index + 1)
                                   : u"parameter '%1'"_s.arg(QString::fromUtf8(parameterName));
}

// Why a parameter of a name that moc could write down has no meta type.
QString reasonForNoType(const QByteArray &typeName)
{
    const QString name = QString::fromUtf8(typeName);
    if (typeName.contains("CallContext")) {
        return u"%1 is not known here; include <websocketrpc/callcontext.h> and take it by value "
               u"or "
               "as const CallContext &"_s.arg(name);
    }
    if (typeName.endsWith('&'))
        return u"%1 refers to a variable of the caller; take it by value or as const &"_s.arg(name);
    return u"%1 is not a complete type where the method is declared"_s.arg(name);
}

// Types without a default constructor have nothing that a value could be read into.
bool isDefaultConstructible(QMetaType type)
{
    if (!(type.flags() & QMetaType::NeedsConstruction))
        return true;
    void *const object = type.create();
    if (object)
        type.destroy(object);
    return object != nullptr;
}

std::variant<const Codec *, UnknownType> codecOfStorable(QMetaType type)
{
    const auto codec = codecFor(type);
    if (std::holds_alternative<UnknownType>(codec) || isDefaultConstructible(type))
        return codec;
    return UnknownType{u"%1 has no default constructor"_s.arg(QString::fromUtf8(type.name()))};
}

// Reserves room for a value in the argument frame and returns its offset.
std::size_t reserve(Method &method, QMetaType type)
{
    const std::size_t alignment = type.alignOf();
    const std::size_t offset = (method.frameSize + alignment - 1) / alignment * alignment;
    method.frameSize = offset + type.sizeOf();
    method.frameAlignment = std::max(method.frameAlignment, alignment);
    return offset;
}

bool isPlain(QMetaType type)
{
    return !(type.flags() & (QMetaType::NeedsConstruction | QMetaType::NeedsDestruction));
}

bool isFramePlain(const Method &method)
{
    return isPlain(method.result.type)
        && std::ranges::all_of(method.parameters,
            [](const Parameter &parameter) { return !parameter.codec || isPlain(parameter.type); });
}

// What the peer has to give, which is all but the CallContext.
QByteArray signatureOf(const Method &method, const QMetaMethod &declared)
{
    const QList<QByteArray> typeNames = declared.parameterTypes();
    QByteArrayList parameters;
    for (const int index : method.wire) {
        const QByteArray &name = method.parameters[index].name;
        parameters.append(name.isEmpty() ? typeNames.at(index) : typeNames.at(index) + ' ' + name);
    }
    return method.name + '(' + parameters.join(", ") + ')';
}

// T of a QFuture<T> is looked up by name. It has one once it is registered, for which it is enough
// that any method takes or returns it.
void registerTypes(const QMetaMethod &method)
{
    method.returnMetaType().id();
    for (int i = 0; i < method.parameterCount(); ++i)
        method.parameterMetaType(i).id();
}

} // namespace

MethodTableBuilder::MethodTableBuilder(const QMetaObject *metaObject, const ExposeOptions &options)
    : m_metaObject(metaObject)
    , m_options(options)
{
}

std::shared_ptr<const MethodTable> MethodTableBuilder::build()
{
    const std::vector<QMetaMethod> exposed = exposedMethods();
    std::ranges::for_each(exposed, registerTypes);
    checkOptions(exposed);
    for (const QMetaMethod &method : exposed)
        add(method);
    makeIndex();
    return m_table;
}

// Walks from the most derived class down, so that a declaration hides those it overrides, also
// where it is itself not exposed.
std::vector<QMetaMethod> MethodTableBuilder::exposedMethods() const
{
    std::vector<QMetaMethod> exposed;
    QHash<QByteArray, const QMetaObject *> declaredIn;
    for (int i = m_metaObject->methodCount() - 1; i >= QObject::staticMetaObject.methodCount();
         --i) {
        const QMetaMethod method = m_metaObject->method(i);
        if (isHiddenSlot(method))
            continue;
        const QMetaObject *&declaringClass = declaredIn[method.methodSignature()];
        const bool isOverridden = declaringClass && declaringClass != method.enclosingMetaObject();
        if (!declaringClass)
            declaringClass = method.enclosingMetaObject();
        if (!isOverridden && isWanted(method))
            exposed.push_back(method);
    }
    std::ranges::reverse(exposed);
    return exposed;
}

// To the meta-object system all functions of a QML type are slots.
bool MethodTableBuilder::isHiddenSlot(const QMetaMethod &method) const
{
    return method.methodType() == QMetaMethod::Slot && !m_options.publicSlots
        && !isMadeAtRunTime(method.enclosingMetaObject());
}

bool MethodTableBuilder::isWanted(const QMetaMethod &method) const
{
    if (method.access() != QMetaMethod::Public || method.methodType() == QMetaMethod::Signal)
        return false;
    const QByteArray name = method.name();
    if (isReserved(name) || isReserved(wireName(name)))
        return false;
    return m_options.methods.isEmpty() || m_options.methods.contains(QString::fromUtf8(name));
}

QByteArray MethodTableBuilder::wireName(const QByteArray &declaredName) const
{
    const QByteArray prefix = m_options.prefix.toUtf8();
    switch (m_options.names) {
    case MethodNames::AsDeclared:
        return prefix + declaredName;
    case MethodNames::SnakeCase:
        return prefix + toSnakeCase(declaredName);
    }
    Q_UNREACHABLE();
}

// moc writes the clones of a method right behind it.
int MethodTableBuilder::declarationOf(const QMetaMethod &method) const
{
    int index = method.methodIndex();
    while (m_metaObject->method(index).attributes() & QMetaMethod::Cloned)
        --index;
    return index;
}

void MethodTableBuilder::checkOptions(const std::vector<QMetaMethod> &exposed)
{
    const QString className = QString::fromUtf8(m_metaObject->className());
    if (isReserved(m_options.prefix.toUtf8())) {
        m_table->m_problems.append(
            u"%1 is not exposed: the prefix '%2' is reserved"_s.arg(className, m_options.prefix));
        return;
    }
    for (const QString &name : m_options.methods) {
        const bool isExposed = std::ranges::any_of(exposed,
            [&](const QMetaMethod &method) { return name == QLatin1StringView(method.name()); });
        if (!isExposed) {
            m_table->m_problems.append(
                u"%1 has no method '%2' that could be exposed"_s.arg(className, name));
        }
    }
}

void MethodTableBuilder::add(const QMetaMethod &declared)
{
    Method method;
    method.index = declared.methodIndex();
    method.declaration = declarationOf(declared);
    if (method.declaration == m_refusedDeclaration)
        return;
    method.name = wireName(declared.name());
    method.script = isMadeAtRunTime(declared.enclosingMetaObject()) ? scriptCall() : nullptr;

    Problem problem = readResult(declared, method);
    for (int i = 0; i < declared.parameterCount() && !problem; ++i)
        problem = readParameter(declared, i, method);
    if (problem) {
        m_refusedDeclaration = method.declaration;
        m_table->m_problems.append(u"%1::%2 is not exposed: %3"_s.arg(
            QString::fromUtf8(declared.enclosingMetaObject()->className()),
            QString::fromUtf8(declared.methodSignature()), *problem));
        return;
    }
    if (isAlreadyThere(method))
        return;
    method.isFramePlain = isFramePlain(method);
    method.signature = signatureOf(method, declared);
    m_table->m_methods.push_back(std::move(method));
}

MethodTableBuilder::Problem MethodTableBuilder::readResult(
    const QMetaMethod &declared, Method &method) const
{
    ResultType &result = method.result;
    result.type =
        method.script ? QMetaType::fromType<QFuture<QVariant>>() : declared.returnMetaType();
    if (result.type.id() == QMetaType::Void)
        return {};
    if (!result.type.isValid())
        return u"result: "_s + reasonForNoType(declared.typeName());

    result.offset = reserve(method, result.type);
    QMetaType awaited = result.type;
    if (isFuture(result.type)) {
        const auto future = futureTypeOf(result.type);
        if (const auto *unknown = std::get_if<UnknownType>(&future))
            return u"result: "_s + unknown->reason;
        result.future = std::get<FutureType>(future);
        awaited = result.future->awaited;
    }
    if (awaited.id() == QMetaType::Void)
        return {};
    const auto codec = result.future ? codecFor(awaited) : codecOfStorable(awaited);
    if (const auto *unknown = std::get_if<UnknownType>(&codec))
        return u"result: "_s + unknown->reason;
    result.codec = std::get<const Codec *>(codec);
    result.typeName = awaited.name();
    return {};
}

MethodTableBuilder::Problem MethodTableBuilder::readParameter(
    const QMetaMethod &declared, int index, Method &method) const
{
    Parameter parameter;
    parameter.name = declared.parameterNames().value(index);
    parameter.type = declared.parameterMetaType(index);
    if (!parameter.type.isValid()) {
        return u"%1: %2"_s.arg(describe(parameter.name, index),
            reasonForNoType(declared.parameterTypes().value(index)));
    }
    if (isCallContext(parameter.type)) {
        method.wantsContext = true;
    } else {
        const auto codec = codecOfStorable(parameter.type);
        if (const auto *unknown = std::get_if<UnknownType>(&codec))
            return u"%1: %2"_s.arg(describe(parameter.name, index), unknown->reason);
        parameter.codec = std::get<const Codec *>(codec);
        parameter.offset = reserve(method, parameter.type);
        method.wire.push_back(index);
    }
    method.parameters.push_back(std::move(parameter));
    return {};
}

// A clone that leaves out nothing but a CallContext is its declaration again to the peer.
bool MethodTableBuilder::isAlreadyThere(const Method &method) const
{
    return std::ranges::any_of(m_table->m_methods, [&](const Method &other) {
        return other.declaration == method.declaration && other.takesSameAs(method);
    });
}

void MethodTableBuilder::makeIndex()
{
    for (const Method &method : m_table->m_methods)
        m_table->m_index[method.nameView()].push_back(&method);
}

} // namespace WebSocketRpc
