// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "recorder_p.h"

namespace WebSocketRpc::Test {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Test::Recorder
    \inheaderfile websocketrpc/test/recorder.h
    \inmodule WebSocketRpc
    \brief Stands in for an object, records the calls of its methods, and has its signals and properties.

    Expose a Recorder instead of an object. It has the methods of the object's class, records each call,
    and passes the call on to the object. A Recorder for a class without an object, such as an interface
    of pure virtual methods, answers the calls itself: with a default-constructed value, or as the test
    says.

    \snippet testing.cpp recorder

    answer(), fail() and handle() apply to every call until they are replaced. answerOnce(), failOnce()
    and handleOnce() apply to one call each; they form a queue, which takes precedence:

    \snippet testing.cpp sequence

    The properties and signals of the class are there, too. A property has the value that setValue() gives
    it or a peer has set; without an object it has a default-constructed value at first. emitSignal() emits a
    signal. Peers follow both if ExposeOptions share them, as they would follow those of an object:

    \snippet testing.cpp recorded properties

    Use the declared names of methods, signals and properties, whatever ExposeOptions make of them. If the
    class has no such member, the test fails at that line.

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

/*!
    Makes a recorder for the calls of \a object, which must live in the same thread and outlive the
    recorder. The class of \a object has to be written in C++. When the object emits a signal, the recorder
    emits it, too.
*/
Recorder::Recorder(QObject *object) : Recorder(*object->metaObject())
{
    d->object = object;
    for (const QMetaMethod &signal : d->signalsNamed({}))
        QMetaObject::connect(object, signal.methodIndex(), this, signal.methodIndex());
}

/*! Makes a recorder with the members of the class whose meta-object is \a type. */
Recorder::Recorder(const QMetaObject &type) : d(std::make_unique<RecorderPrivate>(this, &type)) { }

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
    Forgets the calls and the writes so far. The answers and the values of the properties stay as they are.

    \sa reset()
*/
void Recorder::clear()
{
    d->calls.clear();
    d->writes.clear();
}

/*!
    Forgets the calls and the writes so far, all answers and refusals, and the values of the properties, which
    are what they were at first. Call it in the \c init() of a test, so that no test depends on the one
    before.

    \sa clear()
*/
void Recorder::reset()
{
    clear();
    d->always.clear();
    d->once.clear();
    d->refusals.clear();
    d->refusalsOnce.clear();
    d->resetValues();
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
    const bool isMethod = call == QMetaObject::InvokeMetaMethod;
    const bool isProperty = call == QMetaObject::ReadProperty || call == QMetaObject::WriteProperty;
    const QMetaObject &inherited = QObject::staticMetaObject;
    const int count = isMethod ? inherited.methodCount() : inherited.propertyCount();
    if (index < count || !(isMethod || isProperty))
        return QObject::qt_metacall(call, index, arguments);
    if (isMethod)
        d->callMethod(index, arguments);
    else if (call == QMetaObject::ReadProperty)
        d->readProperty(index, arguments);
    else
        d->writeProperty(index, arguments);
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
