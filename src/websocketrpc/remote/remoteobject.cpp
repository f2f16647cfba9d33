// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/remoteobject.h>

#include "channelaccess_p.h"
#include "endpoint_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "startcall_p.h"
#include "text_p.h"

#include <QJsonObject>
#include <QMetaMethod>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::RemoteObject
    \inheaderfile websocketrpc/remoteobject.h
    \inmodule WebSocketRpc
    \brief An object that the peer shares: its properties, signals and methods, by name.

    The object has a name at the peer, such as \c thermostat; everything of it is meant by its own name:

    \snippet sharing.cpp object

    The properties that the peer shares are fetched as soon as there is a connection, and again after each
    reconnect. call(), notify() and subscribe() put the name of the object and a dot before the name that
    you give.

    A RemoteObject lives in the thread of its channel, and may outlive it: it then keeps its values, and
    calls fail with Error::Kind::Closed.

    \sa RemoteProperty, Subscription, {Shared Objects}
*/

/*!
    \property WebSocketRpc::RemoteObject::name
    The name of the object at the peer.
*/

/*!
    \property WebSocketRpc::RemoteObject::synchronised
    Whether the values are those of the peer: they have come on the present connection. Where it is false
    they are the latest that came.
*/

/*!
    \fn void WebSocketRpc::RemoteObject::changed(const QString &property, const QJsonValue &value)
    The \a property has the new \a value. Properties that changed together all have their new values when
    this is emitted for the first of them. After a reconnect it comes only for those whose values are
    others.
*/

/*!
    \fn void WebSocketRpc::RemoteObject::failed(const WebSocketRpc::Error &error)
    The peer does not let the object be watched, as \a error says: it shares no property of an object of
    that name. It is asked again on the next connection. Calls and subscriptions are not affected. If
    nothing is connected to this signal, a warning is written in the logging category
    \c websocketrpc.channel.
*/

/*!
    \fn template<typename T> WebSocketRpc::Reply<void> WebSocketRpc::RemoteObject::set(QAnyStringView property, const T &value)
    Asks the peer to set \a property to \a value. Fails with what the setter throws, with
    Error::InvalidParams if the value does not fit, and if the property is not shared or may not be
    written. When the Reply is settled, value() is what the property has become.
*/

class RemoteObject::Private final : public PropertyInterest
{
public:
    Private(RemoteObject *object, Channel &channel, const QString &objectName)
        : PropertyInterest(objectName.toStdString())
        , endpoint(ChannelAccess::endpoint(channel))
        , origin(ChannelAccess::endpoint(channel)->origin())
        , handle(channel.handle())
        , name(objectName)
        , m_object(object)
    {
    }

    void end()
    {
        m_object = nullptr;
        if (owner())
            owner()->remove(*this);
    }

    const std::weak_ptr<Endpoint> endpoint;
    const std::shared_ptr<const Detail::CallOrigin> origin;
    ChannelHandle handle;
    const QString name;
    QJsonObject values;

private:
    void accepted(bool) override { Q_EMIT m_object->synchronisedChanged(); }
    void lost() override { Q_EMIT m_object->synchronisedChanged(); }
    void refused(const Error &error) override;
    void stage(std::string_view property, const JsonValue &value) override
    {
        m_staged.insert(toText(property), toQJsonValue(value));
    }
    void store() override;
    void tell() override;

    RemoteObject *m_object; // null once it is destroyed
    QJsonObject m_staged;
    QStringList m_changed;
};

void RemoteObject::Private::store()
{
    const QJsonObject staged = std::exchange(m_staged, {});
    for (auto property = staged.begin(); property != staged.end(); ++property) {
        if (values.contains(property.key()) && values.value(property.key()) == property.value())
            continue;
        values.insert(property.key(), property.value());
        m_changed.append(property.key());
    }
}

void RemoteObject::Private::tell()
{
    for (const QString &property : std::exchange(m_changed, {})) {
        if (m_object)
            Q_EMIT m_object->changed(property, values.value(property));
    }
}

void RemoteObject::Private::refused(const Error &error)
{
    if (!m_object->isSignalConnected(QMetaMethod::fromSignal(&RemoteObject::failed)))
        qCWarning(lcChannel).noquote().nospace()
            << "the object '" << name << "' is not followed: " << excerptOf(error.message());
    Q_EMIT m_object->failed(error);
}

/*!
    Creates an object that stands for the one called \a name at the peer of \a channel. The caller keeps the
    ownership of the channel; \a parent owns this object if it is not null. The channel may connect later.
*/
RemoteObject::RemoteObject(Channel *channel, const QString &name, QObject *parent)
    : QObject(parent)
    , d(std::make_shared<Private>(this, *channel, name))
{
    ChannelAccess::endpoint(*channel)->interests().add(d);
}

/*! Destroys this object. The peer is told when nobody else here needs the properties. */
RemoteObject::~RemoteObject()
{
    d->end();
}

QString RemoteObject::name() const
{
    return d->name;
}

bool RemoteObject::isSynchronised() const
{
    return d->isActive();
}

/*! Returns the names of the properties that have come. */
QStringList RemoteObject::propertyNames() const
{
    return d->values.keys();
}

/*! Returns the latest value of \a property; undefined if none has come. */
QJsonValue RemoteObject::value(const QString &property) const
{
    return d->values.value(property);
}

ChannelHandle &RemoteObject::channel() const
{
    return d->handle;
}

QString RemoteObject::fullName(QAnyStringView member) const
{
    return d->name + u'.' + member.toString();
}

Detail::CallHandle RemoteObject::startCall(
    const Detail::CallRequest &request, Detail::ResultPromise promise)
{
    const QString method = fullName(request.method);
    Detail::CallRequest full = request;
    full.method = method;
    return WebSocketRpc::startCall(d->origin, full, d->handle.callOptions(), std::move(promise));
}

void RemoteObject::startNotification(const Detail::CallRequest &request)
{
    const QString method = fullName(request.method);
    Detail::CallRequest full = request;
    full.method = method;
    WebSocketRpc::startNotification(d->origin, full, d->handle.callOptions());
}

Subscription RemoteObject::addSubscription(
    QObject *context, Detail::Handler handler, const QByteArrayList &parameterNames)
{
    const auto endpoint = d->endpoint.lock();
    if (!endpoint)
        return {};
    handler.method.prepend(d->name.toUtf8() + '.');
    return ChannelAccess::subscribe(*endpoint, context, std::move(handler), parameterNames);
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_remoteobject.cpp"
