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
    \inmodule WebSocketRpc
    \brief Stands in for an object and records which of its methods are called.

    Exposed in the place of an object, it has the methods of that object's class; it records each
    call and passes it on to the object. Made for a class alone, which may be an interface of pure
    virtual methods, it answers by itself: with a default-constructed value, or as it was told with
    answer(), fail() and handle().

    \snippet testing.cpp recorder

    It stands in for peers only: it is no object of the class, so it must neither be cast to it nor
    be used with QMetaObject::invokeMethod() or QObject::connect().
*/

/*!
    \class WebSocketRpc::Test::RecordedCall
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

class RecorderPrivate
{
public:
    explicit RecorderPrivate(const QMetaObject *metaObject) : type(metaObject) { }

    void setResult(const QMetaMethod &method, const QVariant &value, void *result) const;

    const QMetaObject *const type;
    QPointer<QObject> object;
    QList<RecordedCall> calls;
    QHash<QString, Recorder::Handler> handlers;
};

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

} // namespace

void RecorderPrivate::setResult(
    const QMetaMethod &method, const QVariant &value, void *result) const
{
    const QMetaType type = method.returnMetaType();
    if (type == QMetaType::fromType<void>() || !result)
        return;
    if (type == QMetaType::fromType<QVariant>()) {
        *static_cast<QVariant *>(result) = value;
        return;
    }
    QVariant converted = value;
    if (!converted.convert(type)) {
        const QString message =
            QStringLiteral("Recorder: %1() returns %2, not %3")
                .arg(QLatin1StringView(method.name()), QLatin1StringView(type.name()),
                    QLatin1StringView(value.typeName()));
        QTest::qFail(qPrintable(message), __FILE__, __LINE__);
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

/*! Returns the arguments of the calls of \a method so far. */
QList<QVariantList> Recorder::callsOf(QAnyStringView method) const
{
    QList<QVariantList> arguments;
    for (const RecordedCall &call : d->calls) {
        if (call.method == method)
            arguments.append(call.arguments);
    }
    return arguments;
}

/*! Forgets the calls so far. */
void Recorder::clear()
{
    d->calls.clear();
}

/*!
    Lets each call of \a method return \a result from now on, in all its overloads. The test fails
    at the call if the result does not convert to the type that the method returns. For a method
    that returns a QFuture it is a QVariant of such a future, which may finish later.
*/
void Recorder::answer(QAnyStringView method, const QVariant &result)
{
    handle(method, [result](const QVariantList &) { return result; });
}

/*! Lets each call of \a method fail with \a error from now on. */
void Recorder::fail(QAnyStringView method, const Error &error)
{
    handle(method, [error](const QVariantList &) -> QVariant { throw error; });
}

/*!
    Has \a handler answer each call of \a method from now on. It is given the arguments and returns
    the result, or throws.
*/
void Recorder::handle(QAnyStringView method, const Handler &handler)
{
    d->handlers[method.toString()] = handler;
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
    if (const Handler handler = d->handlers.value(name))
        d->setResult(method, handler(values), arguments[0]);
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
