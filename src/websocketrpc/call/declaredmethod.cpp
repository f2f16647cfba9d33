// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/declaredmethod.h>

#include "logging_p.h"

#include <websocketrpc/callcontext.h>

#include <QMetaMethod>

#include <algorithm>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

// A type that is only declared has no meta type.
bool isContext(const QMetaMethod &method, int index)
{
    const QMetaType type = method.parameterMetaType(index);
    return type.isValid() ? type == QMetaType::fromType<CallContext>()
                          : method.parameterTypeName(index).contains("CallContext");
}

// Of the parameters of `method`, those that travel.
std::vector<int> wireParameters(const QMetaMethod &method)
{
    std::vector<int> wire;
    for (int i = 0; i < method.parameterCount(); ++i) {
        if (!isContext(method, i))
            wire.push_back(i);
    }
    return wire;
}

// If the class sees only a declaration of a type, that has no meta type and matches any.
bool takes(const QMetaMethod &method, std::span<const QMetaType> types)
{
    return std::ranges::equal(wireParameters(method), types, [&](int index, QMetaType type) {
        const QMetaType declared = method.parameterMetaType(index);
        return !declared.isValid() || declared == type;
    });
}

// moc writes the clones of a method, which leave out defaults, right behind it.
std::size_t countRequired(const QMetaObject &metaObject, const QMetaMethod &method)
{
    std::size_t required = wireParameters(method).size();
    for (int i = method.methodIndex() + 1; i < metaObject.methodCount(); ++i) {
        const QMetaMethod clone = metaObject.method(i);
        if (!(clone.attributes() & QMetaMethod::Cloned))
            break;
        required = std::min(required, wireParameters(clone).size());
    }
    return required;
}

QByteArrayList namesOf(const QMetaMethod &method)
{
    const QByteArrayList all = method.parameterNames();
    QByteArrayList names;
    for (const int index : wireParameters(method))
        names.append(all.at(index));
    return names;
}

} // namespace

DeclaredMethod declaredMethod(
    const QMetaObject &metaObject, std::string_view name, std::span<const QMetaType> types)
{
    const QByteArrayView wanted(name.data(), qsizetype(name.size()));
    DeclaredMethod declared;
    declared.name = QByteArray(metaObject.className()) + "::" + wanted.toByteArray();
    for (int i = metaObject.methodCount(); i-- > 0;) {
        const QMetaMethod method = metaObject.method(i);
        if (method.name() != wanted || !takes(method, types))
            continue;
        declared.isInvokable = true;
        declared.isSignal = method.methodType() == QMetaMethod::Signal;
        declared.parameterNames = namesOf(method);
        declared.required = countRequired(metaObject, method);
        break;
    }
    return declared;
}

std::optional<Error> problemOfCall(
    const DeclaredMethod &method, std::size_t given, bool wantsAnswer)
{
    const QString name = QString::fromUtf8(method.name);
    if (!method.isInvokable)
        return Error(Error::Kind::InvalidCall, name + u" is not declared with Q_INVOKABLE"_s);
    if (method.isSignal && wantsAnswer)
        return Error(Error::Kind::InvalidCall, name + u" is a signal, and those give no answer"_s);
    if (given >= method.required)
        return {};
    const QString noun = method.required == 1 ? u"argument"_s : u"arguments"_s;
    return Error(Error::Kind::InvalidCall,
        u"%1 needs %2 %3, got %4"_s.arg(name).arg(method.required).arg(noun).arg(given));
}

void reportUnsent(const Error &problem)
{
    qCWarning(lcChannel) << "a notification is not sent:" << problem.message();
}

} // namespace WebSocketRpc::Detail
