// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "methodtablebuilder_p.h"

#include "wirename_p.h"

#include <QHash>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

Declaration declarationOf(const QMetaMethod &method, const Detail::ScriptFunctions *script)
{
    Declaration declaration;
    declaration.result =
        script ? QMetaType::fromType<QFuture<QVariant>>() : method.returnMetaType();
    declaration.resultName = method.typeName();
    const QByteArrayList names = method.parameterNames();
    const QByteArrayList typeNames = method.parameterTypes();
    for (int i = 0; i < method.parameterCount(); ++i)
        declaration.parameters.push_back(
            {method.parameterMetaType(i), typeNames.value(i), names.value(i)});
    return declaration;
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

MethodTableBuilder::MethodTableBuilder(
    const QMetaObject *metaObject, const ExposeOptions &options, QObject *object)
    : m_metaObject(metaObject)
    , m_options(options)
    , m_object(object)
{
}

std::shared_ptr<const MethodTable> MethodTableBuilder::build()
{
    const std::vector<QMetaMethod> exposed = exposedMethods();
    std::ranges::for_each(exposed, registerTypes);
    checkOptions(exposed);
    for (const QMetaMethod &method : exposed)
        add(method);
    m_table->makeIndex();
    m_table->m_shared = SharedMembers::of(m_metaObject, m_options, m_table->m_problems);
    m_table->m_texts = Texts(m_metaObject);
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
        && !Detail::isMadeAtRunTime(method.enclosingMetaObject());
}

bool MethodTableBuilder::isWanted(const QMetaMethod &method) const
{
    if (method.access() != QMetaMethod::Public || method.methodType() == QMetaMethod::Signal)
        return false;
    const QByteArray name = method.name();
    if (isReservedName(name) || isReservedName(wireName(m_options, name)))
        return false;
    return m_options.methods.isEmpty() || m_options.methods.contains(QString::fromUtf8(name));
}

// moc writes the clones of a method right behind it.
int MethodTableBuilder::indexOfDeclaration(const QMetaMethod &method) const
{
    int index = method.methodIndex();
    while (m_metaObject->method(index).attributes() & QMetaMethod::Cloned)
        --index;
    return index;
}

void MethodTableBuilder::checkOptions(const std::vector<QMetaMethod> &exposed)
{
    const QString className = QString::fromUtf8(m_metaObject->className());
    if (isReservedName(m_options.prefix.toUtf8())) {
        m_table->m_problems.append(
            u"%1 is not exposed: the prefix '%2' is reserved"_s.arg(className, m_options.prefix));
        return;
    }
    for (const QString &name : m_options.methods + m_options.keepRunning) {
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
    const bool isScript =
        Detail::isMadeAtRunTime(declared.enclosingMetaObject()) && Detail::scriptFunctions();
    const Declaration declaration =
        declarationOf(declared, isScript ? Detail::scriptFunctions() : nullptr);
    if (isScript && m_object)
        addScript(declared, declaration);
    else
        add(declared, declaration);
}

// To the meta-object system a default is none, and what takes the rest is one parameter. The two look
// the same, so that a function with a default takes further arguments, too, as in JavaScript.
void MethodTableBuilder::addScript(const QMetaMethod &declared, const Declaration &declaration)
{
    const int count = int(declaration.parameters.size());
    const int required =
        qBound(0, Detail::scriptFunctions()->requiredParameters(m_object, declared), count);
    for (int taken = required; taken <= count; ++taken) {
        Declaration shorter = declaration;
        shorter.parameters.resize(std::size_t(taken));
        add(declared, shorter);
    }
    if (required == count)
        return;
    Declaration longer = declaration;
    longer.parameters.push_back({QMetaType::fromType<QVariant>(), "...", {}});
    add(declared, longer, true);
}

void MethodTableBuilder::add(
    const QMetaMethod &declared, const Declaration &declaration, bool takesMore)
{
    Method method;
    method.index = declared.methodIndex();
    method.declaration = indexOfDeclaration(declared);
    method.declaredName = declared.name();
    if (method.declaration == m_refusedDeclaration)
        return;
    method.name = wireName(m_options, declared.name());
    method.script = Detail::isMadeAtRunTime(declared.enclosingMetaObject())
        ? Detail::scriptFunctions()
        : nullptr;

    const LayoutOptions options = {
        .wholeParams = m_options.wholeParams,
        .ignoreExtraArguments = m_options.ignoreExtraArguments,
    };
    if (const auto problem = layOut(method, declaration, options)) {
        m_refusedDeclaration = method.declaration;
        const QString line = u"%1::%2 is not exposed: %3"_s.arg(
            QString::fromUtf8(declared.enclosingMetaObject()->className()),
            QString::fromUtf8(declared.methodSignature()), *problem);
        m_table->m_problems.append(line);
        m_table->m_refused.insert(method.name, line);
        return;
    }
    method.wantsContext |= method.script != nullptr;
    method.takesMore = takesMore;
    method.keepsRunning = m_options.keepRunning.contains(QString::fromUtf8(declared.name()));
    if (isAlreadyThere(method))
        return;
    m_table->m_methods.push_back(std::move(method));
}

// A clone that leaves out nothing but a CallContext is its declaration again to the peer.
bool MethodTableBuilder::isAlreadyThere(const Method &method) const
{
    return std::ranges::any_of(m_table->m_methods, [&](const Method &other) {
        return other.declaration == method.declaration && other.takesSameAs(method);
    });
}

} // namespace WebSocketRpc
