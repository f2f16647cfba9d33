// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/recorder.h>

#include <websocketrpc/callcontext.h>

#include <QHash>
#include <QMetaMethod>
#include <QPointer>
#include <QTest>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::Recorder
    \inheaderfile websocketrpc/test/recorder.h
    \inmodule WebSocketRpc
    \brief Stands in for an object and records which of its methods are called.

    Exposed in the place of an object, it has the methods of that object's class. It records each
    call and passes it on to the object. Made for a class alone, which may be an interface of pure
    virtual methods, it answers by itself: with a default-constructed value, or as it was told.

    \snippet testing.cpp recorder

    answer(), fail() and handle() hold for every call until they are replaced. answerOnce(),
    failOnce() and handleOnce() are for one call each. They wait in line, and go before those that
    hold for every call:

    \snippet testing.cpp sequence

    Methods go by the names that they are declared with, whatever ExposeOptions make of them. A name
    that is not a method of the class fails the test in the line that has it.

    A recorder stands in for peers only. It is not an object of the class: do not cast it to the
    class, and do not use it with QMetaObject::invokeMethod() or QObject::connect().
*/

/*!
    \class WebSocketRpc::Test::RecordedCall
    \inheaderfile websocketrpc/test/recorder.h
    \inmodule WebSocketRpc
    \brief A call that a Recorder has seen. QCOMPARE() prints it.
*/

/*!
    \variable WebSocketRpc::Test::RecordedCall::method
    \brief The name of the method, as it is declared.
*/

/*!
    \variable WebSocketRpc::Test::RecordedCall::arguments
    \brief The values of the method's parameters, without a CallContext.
*/

namespace {

// A place in the source of the test that uses the recorder.
struct Place
{
    const char *file;
    int line;

    friend bool operator==(const Place &, const Place &) = default;
};

struct Action
{
    Recorder::Handler handler;
    Place place;
};

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

// The value as what the method returns; an invalid one where it cannot be that.
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
    return QStringLiteral("Recorder: %1() returns %2, not %3")
        .arg(QLatin1StringView(method.name()), QLatin1StringView(method.typeName()),
            QLatin1StringView(value.isValid() ? value.typeName() : "nothing"));
}

void failTest(const QString &message, const Place &place)
{
    QTest::qFail(qPrintable(message), place.file, place.line);
}

} // namespace

class RecorderPrivate
{
public:
    explicit RecorderPrivate(const QMetaObject *metaObject) : type(metaObject) { }

    [[nodiscard]] QList<QMetaMethod> methods() const;
    [[nodiscard]] QList<QMetaMethod> overloads(QAnyStringView name) const;
    [[nodiscard]] bool checkName(QAnyStringView name, const Place &place) const;
    [[nodiscard]] bool checkResult(
        QAnyStringView name, const QVariant &result, const Place &place) const;
    [[nodiscard]] std::optional<Action> nextAction(const QString &name);
    static void setResult(
        const QMetaMethod &method, const QVariant &value, void *result, const Place &place);

    const QMetaObject *const type;
    QPointer<QObject> object;
    QList<RecordedCall> calls;
    QHash<QString, Action> always;
    QHash<QString, QList<Action>> once; // before those
    mutable std::optional<Place> complaint; // the latest about a name
};

// Those that a peer can be given.
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
    // QTRY_COMPARE() asks again and again.
    if (std::exchange(complaint, place) == place && QTest::currentTestFailed())
        return false;
    QStringList names;
    for (const QMetaMethod &method : methods())
        names.append(QString::fromLatin1(method.name()));
    names.removeDuplicates();
    failTest(QStringLiteral("Recorder: %1 has no invokable method \"%2\"; it has %3")
                 .arg(QLatin1StringView(type->className()), name.toString(),
                     names.isEmpty() ? QStringLiteral("none") : names.join(QStringLiteral(", "))),
        place);
    return false;
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
        failTest(wrongType(candidates.first(), result), place);
    return fits;
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
    if (type == QMetaType::fromType<QVariant>()) {
        *static_cast<QVariant *>(result) = value;
        return;
    }
    const QVariant converted = resultOf(method, value);
    if (!converted.isValid()) {
        failTest(wrongType(method, value), place);
        return;
    }
    type.destruct(result);
    type.construct(result, converted.constData());
}

/*!
    Makes a recorder of the calls of \a object, which must live in the same thread and outlive it.
    The object has to be of a class that is written in C++.
*/
Recorder::Recorder(QObject *object) : Recorder(*object->metaObject())
{
    d->object = object;
}

/*! Makes a recorder with the methods of the class whose meta-object is \a type. */
Recorder::Recorder(const QMetaObject &type) : d(std::make_unique<RecorderPrivate>(&type)) { }

/*! Destroys the recorder. */
Recorder::~Recorder() = default;

/*! Returns the calls so far, in the order in which they came. */
QList<RecordedCall> Recorder::calls() const
{
    return d->calls;
}

/*!
    Returns the arguments of the calls of \a method so far, of all its overloads. A name that the
    class does not have fails the test at \a file and \a line, by default the place of the call.
*/
QList<QVariantList> Recorder::callsOf(QAnyStringView method, const char *file, int line) const
{
    QList<QVariantList> arguments;
    if (!d->checkName(method, {file, line}))
        return arguments;
    for (const RecordedCall &call : d->calls) {
        if (call.method == method)
            arguments.append(call.arguments);
    }
    return arguments;
}

/*!
    Forgets the calls so far. What the recorder answers stays as it is.

    \sa reset()
*/
void Recorder::clear()
{
    d->calls.clear();
}

/*!
    Makes the recorder as new: forgets the calls so far, and all that it was told to answer. The
    \c init() of a test calls it, so that no test depends on the one before.

    \sa clear()
*/
void Recorder::reset()
{
    clear();
    d->always.clear();
    d->once.clear();
}

/*!
    Lets each call of \a method return \a result from now on, in all its overloads. For a method
    that returns a QFuture it is a QVariant of such a future, which may finish later.

    A result that the method cannot return fails the test at \a file and \a line, by default the
    place of the call, and so does a name that the class does not have.
*/
void Recorder::answer(QAnyStringView method, const QVariant &result, const char *file, int line)
{
    if (d->checkResult(method, result, {file, line}))
        handle(
            method, [result](const QVariantList &) { return result; }, file, line);
}

/*!
    Lets one call of \a method return \a result: the next for which nothing else is in line. Fails
    the test, at \a file and \a line, as answer() does.

    \sa answerInTurn()
*/
void Recorder::answerOnce(QAnyStringView method, const QVariant &result, const char *file, int line)
{
    if (d->checkResult(method, result, {file, line}))
        handleOnce(
            method, [result](const QVariantList &) { return result; }, file, line);
}

/*!
    Lets the next calls of \a method return one of \a results each, in their order, as answerOnce()
    of each does. Calls beyond them are answered as before. \a file and \a line are the place where
    the test fails if it has to.
*/
void Recorder::answerInTurn(
    QAnyStringView method, const QVariantList &results, const char *file, int line)
{
    for (const QVariant &result : results)
        answerOnce(method, result, file, line);
}

/*!
    Lets each call of \a method fail with \a error from now on. A name that the class does not have
    fails the test at \a file and \a line.
*/
void Recorder::fail(QAnyStringView method, const Error &error, const char *file, int line)
{
    handle(
        method, [error](const QVariantList &) -> QVariant { throw error; }, file, line);
}

/*!
    Lets one call of \a method fail with \a error: the next for which nothing else is in line. A
    name that the class does not have fails the test at \a file and \a line.
*/
void Recorder::failOnce(QAnyStringView method, const Error &error, const char *file, int line)
{
    handleOnce(
        method, [error](const QVariantList &) -> QVariant { throw error; }, file, line);
}

/*!
    Has \a handler answer each call of \a method from now on. It is given the arguments and returns
    the result, or throws. A result that the method cannot return fails the test at \a file and
    \a line, by default the place of the call, and so does a name that the class does not have.
*/
void Recorder::handle(QAnyStringView method, const Handler &handler, const char *file, int line)
{
    if (d->checkName(method, {file, line}))
        d->always.insert(method.toString(), {handler, {file, line}});
}

/*!
    Has \a handler answer one call of \a method: the next for which nothing else is in line. Fails
    the test, at \a file and \a line, as handle() does.
*/
void Recorder::handleOnce(QAnyStringView method, const Handler &handler, const char *file, int line)
{
    if (d->checkName(method, {file, line}))
        d->once[method.toString()].append({handler, {file, line}});
}

/*! \internal */
const QMetaObject *Recorder::metaObject() const
{
    return d->type;
}

/*! \internal */
int Recorder::qt_metacall(QMetaObject::Call call, int index, void **arguments)
{
    const bool isInherited = index < QObject::staticMetaObject.methodCount();
    if (call != QMetaObject::InvokeMetaMethod || isInherited)
        return QObject::qt_metacall(call, index, arguments);
    const QMetaMethod method = d->type->method(index);
    const QString name = QString::fromLatin1(method.name());
    const QVariantList values = argumentsOf(method, arguments);
    d->calls.append({name, values});
    if (const std::optional<Action> action = d->nextAction(name))
        RecorderPrivate::setResult(method, action->handler(values), arguments[0], action->place);
    else if (d->object)
        QMetaObject::metacall(d->object, call, index, arguments);
    return -1;
}

/*! \internal */
char *toString(const RecordedCall &call)
{
    QStringList arguments;
    for (const QVariant &argument : call.arguments) {
        QString text;
        QDebug(&text).nospace() << argument;
        arguments.append(text);
    }
    return qstrdup(qPrintable(
        QStringLiteral("%1(%2)").arg(call.method, arguments.join(QStringLiteral(", ")))));
}

} // namespace WebSocketRpc::Test
