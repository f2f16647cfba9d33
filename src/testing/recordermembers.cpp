// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "recorder_p.h"

#include <algorithm>

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

namespace {

// The value as a property or a parameter of that type; nothing if it does not convert.
std::optional<QVariant> convertedTo(QMetaType type, QVariant value)
{
    if (type == QMetaType::fromType<QVariant>() || value.convert(type))
        return value;
    return {};
}

// The arguments as the signal's parameters; nothing if they do not convert.
std::optional<QVariantList> argumentsFor(const QMetaMethod &signal, const QVariantList &arguments)
{
    if (signal.parameterCount() != arguments.size())
        return {};
    QVariantList converted;
    for (int i = 0; i < signal.parameterCount(); ++i) {
        const auto argument = convertedTo(signal.parameterMetaType(i), arguments[i]);
        if (!argument)
            return {};
        converted.append(*argument);
    }
    return converted;
}

// How many of the arguments need no conversion.
qsizetype exactArguments(const QMetaMethod &signal, const QVariantList &arguments)
{
    qsizetype exact = 0;
    for (int i = 0; i < std::min(signal.parameterCount(), int(arguments.size())); ++i)
        exact += signal.parameterMetaType(i) == arguments[i].metaType();
    return exact;
}

std::vector<void *> pointersTo(const QMetaMethod &signal, QVariantList &arguments)
{
    std::vector<void *> pointers = {nullptr}; // the result
    for (int i = 0; i < signal.parameterCount(); ++i) {
        const bool isVariant = signal.parameterMetaType(i) == QMetaType::fromType<QVariant>();
        pointers.push_back(isVariant ? &arguments[i] : arguments[i].data());
    }
    return pointers;
}

QString typeNames(const QVariantList &values)
{
    QStringList names;
    for (const QVariant &value : values)
        names.append(QLatin1StringView(value.isValid() ? value.typeName() : "nothing"));
    return names.join(u", ");
}

} // namespace

QList<QMetaMethod> RecorderPrivate::signalsNamed(QAnyStringView name) const
{
    QList<QMetaMethod> found;
    for (int i = QObject::staticMetaObject.methodCount(); i < type->methodCount(); ++i) {
        const QMetaMethod method = type->method(i);
        const bool isSignal = method.methodType() == QMetaMethod::Signal
            && !(method.attributes() & QMetaMethod::Cloned);
        if (isSignal
            && (name.isEmpty() || QAnyStringView(QLatin1StringView(method.name())) == name))
            found.append(method);
    }
    return found;
}

QStringList RecorderPrivate::propertyNames() const
{
    QStringList names;
    for (int i = QObject::staticMetaObject.propertyCount(); i < type->propertyCount(); ++i)
        names.append(QString::fromLatin1(type->property(i).name()));
    return names;
}

std::optional<int> RecorderPrivate::propertyNamed(QAnyStringView name, const Place &place) const
{
    const QStringList names = propertyNames();
    const qsizetype index = names.lastIndexOf(name.toString()); // a class hides what it inherits
    if (index >= 0)
        return QObject::staticMetaObject.propertyCount() + int(index);
    failForUnknownName(u"property"_s, name, names, place);
    return {};
}

void RecorderPrivate::readProperty(int index, void **arguments) const
{
    const auto value = values.constFind(index);
    if (value != values.cend())
        assign(type->property(index).metaType(), *value, arguments[0]);
    else if (object)
        QMetaObject::metacall(object, QMetaObject::ReadProperty, index, arguments);
}

void RecorderPrivate::writeProperty(int index, void **arguments)
{
    const QMetaType valueType = type->property(index).metaType();
    const bool isVariant = valueType == QMetaType::fromType<QVariant>();
    const QVariant value =
        isVariant ? *static_cast<QVariant *>(arguments[0]) : QVariant(valueType, arguments[0]);
    writes[index].append(value);
    if (const auto refusal = nextRefusal(index))
        throw *refusal;
    if (object && !values.contains(index))
        QMetaObject::metacall(object, QMetaObject::WriteProperty, index, arguments);
    else
        changeValue(index, value);
}

std::optional<Error> RecorderPrivate::nextRefusal(int property)
{
    if (const auto waiting = refusalsOnce.find(property);
        waiting != refusalsOnce.end() && !waiting->isEmpty())
        return waiting->takeFirst();
    if (const auto found = refusals.constFind(property); found != refusals.cend())
        return *found;
    return {};
}

void RecorderPrivate::changeValue(int index, const QVariant &value)
{
    const QVariant before = type->property(index).read(q);
    values.insert(index, value);
    if (value != before)
        notify(index);
}

void RecorderPrivate::notify(int index)
{
    const QMetaProperty property = type->property(index);
    if (!property.hasNotifySignal())
        return;
    const QMetaMethod signal = property.notifySignal();
    QVariantList arguments;
    for (int i = 0; i < signal.parameterCount(); ++i) // one at most
        arguments.append(convertedTo(signal.parameterMetaType(i), property.read(q))
                             .value_or(QVariant(signal.parameterMetaType(i))));
    activate(signal, pointersTo(signal, arguments).data());
}

void RecorderPrivate::resetValues()
{
    const QPointer<Recorder> alive(q);
    const auto forgotten = std::exchange(values, {});
    for (auto before = forgotten.begin(); alive && before != forgotten.end(); ++before) {
        if (type->property(before.key()).read(q) != *before)
            notify(before.key());
    }
}

void RecorderPrivate::activate(const QMetaMethod &signal, void **arguments)
{
    const QMetaObject *const owner = signal.enclosingMetaObject();
    QMetaObject::activate(q, owner, signal.methodIndex() - owner->methodOffset(), arguments);
}

/*!
    Emits \a signal with \a arguments. If the class has several of that name, the one whose parameters
    fit best. If the class has no such signal, or none that takes the arguments, the test fails at
    \a file and \a line, by default the place of the call.

    Who follows a signal later does not hear it. To wait for that, see isFollowed().
*/
void Recorder::emitSignal(
    QAnyStringView signal, const QVariantList &arguments, const char *file, int line)
{
    QList<QMetaMethod> candidates = d->signalsNamed(signal);
    if (candidates.isEmpty() || signal.isEmpty()) {
        QStringList names;
        for (const QMetaMethod &other : d->signalsNamed({}))
            names.append(QString::fromLatin1(other.name()));
        return d->failForUnknownName(u"signal"_s, signal, names, {file, line});
    }
    std::ranges::stable_sort(
        candidates, std::greater(), [&arguments](const QMetaMethod &candidate) {
            return exactArguments(candidate, arguments);
        });
    for (const QMetaMethod &candidate : candidates) {
        if (auto converted = argumentsFor(candidate, arguments))
            return d->activate(candidate, pointersTo(candidate, *converted).data());
    }
    RecorderPrivate::fail(
        u"Recorder: the signal %1 does not take (%2)"_s.arg(
            QLatin1StringView(candidates.first().methodSignature()), typeNames(arguments)),
        {file, line});
}

/*!
    Gives \a property a \a value, whether the class lets it be written or not, and emits its NOTIFY signal
    if that is another value than before. An object that the recorder was made for is not changed: from now
    on the property is the recorder's.

    If the value does not convert to the type of the property, or if the class has no such property, the
    test fails at \a file and \a line, by default the place of the call.
*/
void Recorder::setValue(QAnyStringView property, const QVariant &value, const char *file, int line)
{
    const auto index = d->propertyNamed(property, {file, line});
    if (!index)
        return;
    const QMetaProperty declared = d->type->property(*index);
    if (const auto converted = convertedTo(declared.metaType(), value))
        d->changeValue(*index, *converted);
    else
        RecorderPrivate::fail(
            u"Recorder: the property %1 is %2, not %3"_s.arg(QLatin1StringView(declared.name()),
                QLatin1StringView(declared.typeName()), typeNames({value})),
            {file, line});
}

/*!
    Returns the value that \a property has for peers. If the class has no such property, the test fails at
    \a file and \a line, by default the place of the call.
*/
QVariant Recorder::value(QAnyStringView property, const char *file, int line) const
{
    const auto index = d->propertyNamed(property, {file, line});
    return index ? d->type->property(*index).read(this) : QVariant();
}

/*!
    Returns the values to which peers have set \a property so far, in the order of their arrival, including
    those that were refused. If the class has no such property, the test fails at \a file and \a line, by
    default the place of the call.
*/
QVariantList Recorder::writesOf(QAnyStringView property, const char *file, int line) const
{
    const auto index = d->propertyNamed(property, {file, line});
    return index ? d->writes.value(*index) : QVariantList();
}

/*!
    Lets each attempt of a peer to set \a property fail with \a error from now on, until reset(). If the
    class has no such property, the test fails at \a file and \a line, by default the place of the call.
*/
void Recorder::refuse(QAnyStringView property, const Error &error, const char *file, int line)
{
    if (const auto index = d->propertyNamed(property, {file, line}))
        d->refusals.insert(*index, error);
}

/*!
    Lets one attempt of a peer to set \a property fail with \a error: the next one for which nothing is
    queued yet. Fails the test at \a file and \a line, as refuse() does.
*/
void Recorder::refuseOnce(QAnyStringView property, const Error &error, const char *file, int line)
{
    if (const auto index = d->propertyNamed(property, {file, line}))
        d->refusalsOnce[*index].append(error);
}

/*!
    Returns whether a peer follows \a member, a signal or a property. Constant properties do not change, and
    nobody follows them. Use it to wait before you emit a signal:

    \snippet testing.cpp followed signal

    If the class has no such member, the test fails at \a file and \a line, by default the place of the call.
*/
bool Recorder::isFollowed(QAnyStringView member, const char *file, int line) const
{
    QList<QMetaMethod> found;
    if (!member.isEmpty())
        found = d->signalsNamed(member);
    if (d->propertyNames().contains(member.toString()) || found.isEmpty()) {
        if (const auto index = d->propertyNamed(member, {file, line}))
            found.append(d->type->property(*index).notifySignal());
    }
    return std::ranges::any_of(found, [this](const QMetaMethod &signal) {
        return signal.isValid() && isSignalConnected(signal);
    });
}

} // namespace WebSocketRpc::Test
