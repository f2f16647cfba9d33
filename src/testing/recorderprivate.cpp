// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "recorder_p.h"

#include <websocketrpc/callcontext.h>

#include <QTest>

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

namespace {

QVariantList argumentsOf(const QMetaMethod &method, void **arguments)
{
    QVariantList values;
    for (int i = 0; i < method.parameterCount(); ++i) {
        const QMetaType type = method.parameterMetaType(i);
        const void *const value = arguments[i + 1];
        if (type == QMetaType::fromType<QVariant>())
            values.append(*static_cast<const QVariant *>(value));
        else if (type != QMetaType::fromType<CallContext>())
            values.append(QVariant(type, value));
    }
    return values;
}

// The value as the return type of the method; invalid if it does not convert.
QVariant resultOf(const QMetaMethod &method, const QVariant &value)
{
    QVariant converted = value;
    return converted.convert(method.returnMetaType()) ? converted : QVariant();
}

bool takesAnyResult(const QMetaMethod &method)
{
    const QMetaType type = method.returnMetaType();
    return type == QMetaType::fromType<void>() || type == QMetaType::fromType<QVariant>();
}

QString wrongType(const QMetaMethod &method, const QVariant &value)
{
    return u"Recorder: %1() returns %2, not %3"_s.arg(QLatin1StringView(method.name()),
        QLatin1StringView(method.typeName()),
        QLatin1StringView(value.isValid() ? value.typeName() : "nothing"));
}

} // namespace

// Those that can be exposed to a peer.
QList<QMetaMethod> RecorderPrivate::methods() const
{
    QList<QMetaMethod> methods;
    for (int i = QObject::staticMetaObject.methodCount(); i < type->methodCount(); ++i) {
        const QMetaMethod method = type->method(i);
        if (method.access() == QMetaMethod::Public && method.methodType() != QMetaMethod::Signal)
            methods.append(method);
    }
    return methods;
}

QList<QMetaMethod> RecorderPrivate::overloads(QAnyStringView name) const
{
    QList<QMetaMethod> overloads = methods();
    overloads.removeIf([name](const QMetaMethod &method) {
        return QAnyStringView(QLatin1StringView(method.name())) != name;
    });
    return overloads;
}

bool RecorderPrivate::checkName(QAnyStringView name, const Place &place) const
{
    if (!overloads(name).isEmpty())
        return true;
    QStringList names;
    for (const QMetaMethod &method : methods())
        names.append(QString::fromLatin1(method.name()));
    failForUnknownName(u"invokable method"_s, name, names, place);
    return false;
}

void RecorderPrivate::failForUnknownName(
    const QString &kind, QAnyStringView name, QStringList names, const Place &place) const
{
    // QTRY_COMPARE() calls repeatedly.
    if (std::exchange(complaint, place) == place && QTest::currentTestFailed())
        return;
    names.removeDuplicates();
    fail(u"Recorder: %1 has no %2 \"%3\"; it has %4"_s.arg(QLatin1StringView(type->className()),
             kind, name.toString(), names.isEmpty() ? u"none"_s : names.join(u", "_s)),
        place);
}

void RecorderPrivate::fail(const QString &message, const Place &place)
{
    QTest::qFail(qPrintable(message), place.file, place.line);
}

// Whether an overload of the method can return the result.
bool RecorderPrivate::checkResult(
    QAnyStringView name, const QVariant &result, const Place &place) const
{
    if (!checkName(name, place))
        return false;
    const QList<QMetaMethod> candidates = overloads(name);
    const bool fits =
        std::any_of(candidates.begin(), candidates.end(), [&result](const QMetaMethod &method) {
            return takesAnyResult(method) || resultOf(method, result).isValid();
        });
    if (!fits)
        fail(wrongType(candidates.first(), result), place);
    return fits;
}

// What it runs may destroy the recorder.
void RecorderPrivate::callMethod(int index, void **arguments)
{
    const QMetaMethod method = type->method(index);
    if (method.methodType() == QMetaMethod::Signal)
        return activate(method, arguments);
    const QString name = QString::fromLatin1(method.name());
    const QVariantList values = argumentsOf(method, arguments);
    calls.append({name, values});
    if (const std::optional<Action> action = nextAction(name))
        setResult(method, action->handler(values), arguments[0], action->place);
    else if (object)
        QMetaObject::metacall(object, QMetaObject::InvokeMetaMethod, index, arguments);
}

std::optional<Action> RecorderPrivate::nextAction(const QString &name)
{
    if (const auto waiting = once.find(name); waiting != once.end() && !waiting->isEmpty())
        return waiting->takeFirst();
    if (const auto found = always.constFind(name); found != always.cend())
        return *found;
    return {};
}

void RecorderPrivate::setResult(
    const QMetaMethod &method, const QVariant &value, void *result, const Place &place)
{
    const QMetaType type = method.returnMetaType();
    if (type == QMetaType::fromType<void>() || !result)
        return;
    if (type == QMetaType::fromType<QVariant>())
        return assign(type, value, result);
    const QVariant converted = resultOf(method, value);
    if (converted.isValid())
        assign(type, converted, result);
    else
        fail(wrongType(method, value), place);
}

void RecorderPrivate::assign(QMetaType type, const QVariant &value, void *target)
{
    if (type == QMetaType::fromType<QVariant>()) {
        *static_cast<QVariant *>(target) = value;
        return;
    }
    type.destruct(target);
    type.construct(target, value.constData());
}

} // namespace WebSocketRpc::Test
