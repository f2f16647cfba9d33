// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/recorder.h>

#include <websocketrpc/callcontext.h>

#include <QHash>
#include <QMetaMethod>
#include <QPointer>
#include <QTest>

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Test::Recorder
    \inheaderfile websocketrpc/test/recorder.h
    \inmodule WebSocketRpc
    \brief Stands in for an object and records the calls of its methods.

    Expose a Recorder instead of an object. It has the methods of the object's class, records each call,
    and passes the call on to the object. A Recorder for a class without an object, such as an interface
    of pure virtual methods, answers the calls itself: with a default-constructed value, or as the test
    says.

    \snippet testing.cpp recorder

    answer(), fail() and handle() apply to every call until they are replaced. answerOnce(), failOnce()
    and handleOnce() apply to one call each; they form a queue, which takes precedence:

    \snippet testing.cpp sequence

    Use the declared names of methods, whatever ExposeOptions make of them. If the class has no such
    method, the test fails at that line.

    A Recorder stands in for the object towards peers only. It is not an object of the class: do not
    cast it to the class, and do not use it with QMetaObject::invokeMethod() or QObject::connect().
*/

/*!
    \class WebSocketRpc::Test::RecordedCall
    \inheaderfile websocketrpc/test/recorder.h
    \inmodule WebSocketRpc
    \brief A call that a Recorder has seen. QCOMPARE() prints it.
*/

/*!
    \variable WebSocketRpc::Test::RecordedCall::method
    \brief The declared name of the method.
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
    mutable std::optional<Place> complaint; // the latest one about a name
};

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
    // QTRY_COMPARE() calls repeatedly.
    if (std::exchange(complaint, place) == place && QTest::currentTestFailed())
        return false;
    QStringList names;
    for (const QMetaMethod &method : methods())
        names.append(QString::fromLatin1(method.name()));
    names.removeDuplicates();
    failTest(u"Recorder: %1 has no invokable method \"%2\"; it has %3"_s.arg(
                 QLatin1StringView(type->className()), name.toString(),
                 names.isEmpty() ? u"none"_s : names.join(u", "_s)),
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
    Makes a recorder for the calls of \a object, which must live in the same thread and outlive the
    recorder. The class of \a object has to be written in C++.
*/
Recorder::Recorder(QObject *object) : Recorder(*object->metaObject())
{
    d->object = object;
}

/*! Makes a recorder with the methods of the class whose meta-object is \a type. */
Recorder::Recorder(const QMetaObject &type) : d(std::make_unique<RecorderPrivate>(&type)) { }

/*! Destroys the recorder. */
Recorder::~Recorder() = default;

/*! Returns the calls so far, in the order of their arrival. */
QList<RecordedCall> Recorder::calls() const
{
    return d->calls;
}

/*!
    Returns the arguments of the calls of \a method so far, including all overloads. If the class has no
    such method, the test fails at \a file and \a line, by default the place of the call.
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
    Forgets the calls so far. The answers stay as they are.

    \sa reset()
*/
void Recorder::clear()
{
    d->calls.clear();
}

/*!
    Forgets the calls so far and all answers. Call it in the \c init() of a test, so that no test
    depends on the one before.

    \sa clear()
*/
void Recorder::reset()
{
    clear();
    d->always.clear();
    d->once.clear();
}

/*!
    Lets each call of \a method return \a result from now on, including all overloads. For a method that
    returns a QFuture, pass a QVariant of such a future; it may finish later.

    If the method cannot return the result, or if the class has no such method, the test fails at
    \a file and \a line, by default the place of the call.
*/
void Recorder::answer(QAnyStringView method, const QVariant &result, const char *file, int line)
{
    if (d->checkResult(method, result, {file, line}))
        handle(
            method, [result](const QVariantList &) { return result; }, file, line);
}

/*!
    Lets one call of \a method return \a result: the next call for which nothing is queued yet. Fails
    the test at \a file and \a line, as answer() does.

    \sa answerInTurn()
*/
void Recorder::answerOnce(QAnyStringView method, const QVariant &result, const char *file, int line)
{
    if (d->checkResult(method, result, {file, line}))
        handleOnce(
            method, [result](const QVariantList &) { return result; }, file, line);
}

/*!
    Lets the next calls of \a method return \a results in order, as if answerOnce() were called for each
    of them. Later calls are answered as before. Fails the test at \a file and \a line, as answer()
    does.
*/
void Recorder::answerInTurn(
    QAnyStringView method, const QVariantList &results, const char *file, int line)
{
    for (const QVariant &result : results)
        answerOnce(method, result, file, line);
}

/*!
    Lets each call of \a method fail with \a error from now on. If the class has no such method, the
    test fails at \a file and \a line.
*/
void Recorder::fail(QAnyStringView method, const Error &error, const char *file, int line)
{
    handle(
        method, [error](const QVariantList &) -> QVariant { throw error; }, file, line);
}

/*!
    Lets one call of \a method fail with \a error: the next call for which nothing is queued yet. If the
    class has no such method, the test fails at \a file and \a line.
*/
void Recorder::failOnce(QAnyStringView method, const Error &error, const char *file, int line)
{
    handleOnce(
        method, [error](const QVariantList &) -> QVariant { throw error; }, file, line);
}

/*!
    Lets \a handler answer each call of \a method from now on. The handler receives the arguments, and
    returns the result or throws. If the method cannot return the result, or if the class has no such
    method, the test fails at \a file and \a line, by default the place of the call.
*/
void Recorder::handle(QAnyStringView method, const Handler &handler, const char *file, int line)
{
    if (d->checkName(method, {file, line}))
        d->always.insert(method.toString(), {handler, {file, line}});
}

/*!
    Lets \a handler answer one call of \a method: the next call for which nothing is queued yet. Fails
    the test at \a file and \a line, as handle() does.
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
    return qstrdup(qPrintable(u"%1(%2)"_s.arg(call.method, arguments.join(u", "_s))));
}

} // namespace WebSocketRpc::Test
