// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcobject.h"

#include "rpcchannel.h"
#include "script.h"
#include "scriptfunctions.h"
#include "scripthandlers.h"

#include <QtCore/qmetaobject.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

/*!
    \qmltype RpcObject
    \inqmlmodule WebSocketRpc
    \brief An object that the peer shares, with members to bind to.

    \snippet qml/Thermostat.qml object

    The members of an RpcObject are the properties that the peer shares, see \l {Shared Objects}. They are
    undefined until the first values have come, hence the \c{??}. They follow the peer, and after a
    reconnect they are fetched anew; what is bound to a member is evaluated again only if its value has
    changed. Properties that changed together all have their new values when the first binding is
    evaluated.

    If you assign to a member, the peer is asked to set the property. The member keeps its value until
    the peer tells that it has changed. If the peer refuses, setFailed() is emitted. What is bound to the
    member is then evaluated again, so that a control shows the value of the peer.

    A property that has the name of a member of RpcObject itself, such as \c name, is in \l values, and
    set() sets it.

    Handlers such as \c onTemperatureChanged do not exist, because the members are not known in advance:
    use \c {onValueChanged: (key, value) => ...}. An RpcObject cannot declare properties, functions or
    signals of its own, either.
*/

RpcObject::RpcObject(QObject *parent) : QQmlPropertyMap(this, parent) { }

// During the destruction no signal reaches QML.
RpcObject::~RpcObject()
{
    blockSignals(true);
}

/*!
    \qmlproperty RpcChannel RpcObject::client
    The channel to the peer: an RpcClient, or one of the channels of an RpcServer.
*/
void RpcObject::followClient()
{
    if (m_followedClient)
        m_followedClient->disconnect(this);
    m_followedClient = m_client;
    if (m_client) {
        connect(m_client, &RpcChannel::abandoned, this, &RpcObject::dropClient);
        connect(m_client, &QObject::destroyed, this, &RpcObject::dropClient);
    }
    const QPointer<RpcObject> self(this);
    follow();
    if (self)
        Q_EMIT clientChanged();
}

// A binding stays, and may find another client.
void RpcObject::dropClient()
{
    m_client.setValueBypassingBindings(nullptr);
    m_client.notify();
}

/*!
    \qmlproperty string RpcObject::name
    The name of the object at the peer: its prefix there, without the dot at the end. When it changes to
    that of another object, all members are undefined until the values of that object have come.
*/
void RpcObject::followName()
{
    const QPointer<RpcObject> self(this);
    follow();
    if (self)
        Q_EMIT nameChanged();
}

/*!
    \qmlproperty list<string> RpcObject::signals
    The signals of the object for which received() is emitted; by default none. Others can have functions,
    see on().
*/
void RpcObject::followSignals()
{
    blockSignals(false);
    for (RpcSubscription *const subscription : std::exchange(m_listed, {}))
        subscription->end();
    for (const QString &name : m_signalNames.value()) {
        const auto heard = [this, name](const CallContext &call, const Arguments &params) {
            hear(name, call, params);
            return QtFuture::makeReadyFuture(QVariant());
        };
        m_listed.append(new RpcSubscription(this, name, heard));
        m_listed.last()->follow(m_remote.get());
    }
    Q_EMIT signalsChanged();
}

/*!
    \qmlproperty bool RpcObject::synchronised
    \readonly
    Whether the members have the values of the peer: they have come on the present connection. Where it is
    false they are the latest that came. When it becomes true again, signals may have been missed.
*/

/*!
    \qmlproperty var RpcObject::values
    \readonly
    An object with all properties that have come, whatever they are called.
*/
QJSValue RpcObject::values() const
{
    Script *const script = Script::of(this);
    if (!script)
        return {};
    QJSValue all = script->engine()->newObject();
    for (const QString &property : m_known.keys())
        all.setProperty(property, converted(property).value<QJSValue>());
    return all;
}

/*!
    \qmlmethod var RpcObject::set(string property, var value)
    Asks the peer to set \a property to \a value, and returns a Promise, as call() does. It is resolved
    when the property has the new value. If it is rejected, setFailed() is not emitted.
*/
QJSValue RpcObject::set(const QString &property, const QJSValue &value)
{
    Script *const script = Script::of(this);
    if (!script)
        return {};
    if (!m_client)
        return script->newRejected(channelIsGone());
    QJSValue params = script->engine()->newObject();
    params.setProperty(u"name"_s, name() + u'.' + property);
    params.setProperty(u"value"_s, value.isUndefined() ? QJSValue(QJSValue::NullValue) : value);
    return m_client->call(u"rpc.set"_s, params);
}

/*!
    \qmlmethod var RpcObject::call(string method, var params, var options)
    Calls \a method of the object with \a params and \a options, as \l {RpcChannel::}{call()} does, and
    returns a Promise of its result.
    If there is a single argument that is neither an array nor an object, \a params can be just that. If
    there is no \l client, the promise is rejected with the kind \c Closed.
*/
QJSValue RpcObject::call(const QString &method, const QJSValue &params, const QJSValue &options)
{
    Script *const script = Script::of(this);
    if (!script)
        return {};
    if (!m_client)
        return script->newRejected(channelIsGone());
    const bool isArgument = !params.isObject() && !params.isUndefined() && !params.isNull();
    return m_client->call(
        name() + u'.' + method, isArgument ? script->newArray({params}) : params, options);
}

/*!
    \qmlmethod RpcSubscription RpcObject::on(string signal, function function, QtObject context)

    Calls \a function with the arguments of \a signal whenever the peer emits it.

    \snippet qml/Thermostat.qml on

    It goes on after a reconnect, and when \l client or \l name change. It ends with \c end() of the
    RpcSubscription that is returned, and when \a context is destroyed. An exception causes a warning and
    the signal \l {RpcChannel::}{notificationFailed()} of the client.
*/
RpcSubscription *RpcObject::on(const QString &signal, const QJSValue &function, QObject *context)
{
    if (!function.isCallable()) {
        qmlWarning(this) << "a handler must be a function";
        return nullptr;
    }
    const auto heard = [this, function](const CallContext &call, const Arguments &params) {
        return callHandler(this, function, call, Arguments(params.values()));
    };
    auto *const subscription = new RpcSubscription(this, signal, heard);
    if (context)
        connect(context, &QObject::destroyed, subscription, &RpcSubscription::end);
    subscription->follow(m_remote.get());
    return subscription;
}

void RpcObject::hear(const QString &signal, const CallContext &call, const Arguments &params)
{
    if (Script *const script = Script::of(this))
        Q_EMIT received(
            signal, script->newArray(scriptArguments(script->engine(), call, params.values())));
}

void RpcObject::componentComplete()
{
    m_isComplete = true;
    follow();
}

// Any of these signals, and whatever is bound to a member, may run code that destroys this.
void RpcObject::follow()
{
    blockSignals(false);
    const bool wasSynchronised = isSynchronised();
    m_remote.reset();
    QStringList forgotten;
    Channel *const channel = m_client ? m_client->channel() : nullptr;
    if (m_isComplete && channel && !name().isEmpty()) {
        forgotten = std::exchange(m_known, {}).keys();
        m_remote = std::make_unique<RemoteObject>(channel, name());
        connect(m_remote.get(), &RemoteObject::changed, this, &RpcObject::takeChanges);
        connect(m_remote.get(), &RemoteObject::synchronisedChanged, this,
            &RpcObject::synchronisedChanged);
        connect(m_remote.get(), &RemoteObject::failed, this,
            [this](const Error &error) { reportRefusal(u"the object '%1'"_s.arg(name()), error); });
    }
    for (RpcSubscription *const subscription : findChildren<RpcSubscription *>())
        subscription->follow(m_remote.get());
    const QPointer<RpcObject> self(this);
    announce(forgotten);
    if (self && wasSynchronised)
        Q_EMIT synchronisedChanged();
}

void RpcObject::reportRefusal(const QString &what, const Error &error)
{
    Script *const script = Script::of(this);
    if (!script)
        return;
    if (!isSignalConnected(QMetaMethod::fromSignal(&RpcObject::failed)))
        qmlWarning(this) << u"%1 is not followed: %2"_s.arg(what, error.message());
    Q_EMIT failed(scriptErrorOf(script->engine(), error));
}

/*!
    \qmlsignal RpcObject::received(string name, var args)
    This signal is emitted when the peer's object emits the signal \a name, which is one of \l signals,
    with the arguments \a args, an Array.
*/

/*!
    \qmlsignal RpcObject::valueChanged(string key, var value)
    This signal is emitted when the property \a key has the new \a value.
*/

/*!
    \qmlsignal RpcObject::failed(var error)
    This signal is emitted when the peer does not let the object be followed because of \a error: there is
    no object of that name which shares properties, or none of the \l signals. It is asked again on the
    next connection. If nothing is connected to this signal, a warning is written.
*/

/*!
    \qmlsignal RpcObject::setFailed(string property, var error)
    This signal is emitted when an assignment to the member \a property has failed with \a error. If
    nothing is connected to this signal, a warning is written.
*/

} // namespace WebSocketRpc
