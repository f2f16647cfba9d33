// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "cppdeclarations.h"
#include "cppdefinitions.h"
#include "cpptext.h"

using namespace Qt::StringLiterals;

namespace Generator::Cpp {

namespace {

constexpr auto followedProperty =
    R"(    // A property of the peer, which is followed as soon as somebody wants to know it.
    template<typename T>
    struct Followed
    {
        const char *name;
        void (%1::*changed)();
        std::unique_ptr<WebSocketRpc::RemoteProperty<T>> property = {};
    };

)"_L1;

constexpr auto constructor =
    R"(    Private([[maybe_unused]] %1 *owner, WebSocketRpc::Channel *peer)
        : channel(peer)
        , channelHandle(peer ? peer->handle() : WebSocketRpc::ChannelHandle())
%2    {
    }

)"_L1;

constexpr auto follow =
    R"(    // Null without a channel.
    template<typename T>
    WebSocketRpc::RemoteProperty<T> *follow(Followed<T> &followed)
    {
        if (!followed.property && channel) {
            followed.property =
                std::make_unique<WebSocketRpc::RemoteProperty<T>>(channel, followed.name);
            QObject::connect(followed.property.get(), &WebSocketRpc::RemotePropertyBase::changed, q,
                followed.changed);
        }
        return followed.property.get();
    }
    template<typename T>
    void followIfHeard(Followed<T> &followed)
    {
        if (q->isSignalConnected(QMetaMethod::fromSignal(followed.changed)))
            follow(followed);
    }
    template<typename T>
    T valueOf(Followed<T> &followed)
    {
        const auto *property = follow(followed);
        return property ? property->value() : T();
    }
    template<typename T>
    QBindable<T> bindableOf(Followed<T> &followed)
    {
        const auto *property = follow(followed);
        return property ? property->bindable() : QBindable<T>();
    }

)"_L1;

constexpr auto subscribe =
    R"(    template<typename Signal>
    void subscribe(WebSocketRpc::Subscription &subscription, const char *name, Signal signal)
    {
        const bool isHeard = q->isSignalConnected(QMetaMethod::fromSignal(signal));
        if (isHeard && channel && !subscription.isValid())
            subscription = channel->subscribe(name, q, signal);
        else if (!isHeard)
            subscription = {};
    }

)"_L1;

constexpr auto notifications =
    R"(void %1::connectNotify(const QMetaMethod & /*signal*/)
{
    if (thread() == QThread::currentThread())
        d->update();
    else
        QMetaObject::invokeMethod(this, [this] { d->update(); });
}

// QObject may hold its lock here.
void %1::disconnectNotify(const QMetaMethod & /*signal*/)
{
    QMetaObject::invokeMethod(
        this, [this] { d->update(); }, Qt::QueuedConnection);
}

)"_L1;

// Asks the peer for what is listened to, and for nothing else.
QString updateOf(const CppClient &client)
{
    QString text = step + u"void update()\n    {\n"_s;
    for (const CppProperty &property : client.properties)
        text += u"        followIfHeard(members.%1);\n"_s.arg(property.name);
    for (const CppSignal &signal : client.signalList)
        text += cppLines(step + step, u"subscribe("_s,
            {u"members."_s + signal.name, cppString(signal.wireName),
                u'&' + client.className + u"::"_s + signal.name},
            u");"_s);
    return text + u"    }\n\n"_s;
}

// Of the names in the document, which are in a scope of their own.
QString membersOf(const CppClient &client)
{
    const QString indentation = step + step;
    QString text;
    for (const CppProperty &property : client.properties)
        text += cppLines(indentation,
            u"Followed<%1> %2{"_s.arg(property.type.text(), property.name),
            {cppString(property.wireName), u'&' + client.className + u"::"_s + property.notifier},
            u"};"_s);
    for (const CppSignal &signal : client.signalList)
        text += indentation + u"WebSocketRpc::Subscription %1 = {};\n"_s.arg(signal.name);
    for (const CppModel &model : client.models)
        text += indentation
            + u"std::unique_ptr<WebSocketRpc::RemoteModel> %1 = {};\n"_s.arg(model.name);
    if (text.isEmpty())
        return {};
    return step + u"struct Members\n    {\n"_s + text + step + u"};\n\n"_s;
}

QString stateOf(const CppClient &client)
{
    const bool hasMembers = client.followsPeer() || !client.models.empty();
    return u"    QPointer<WebSocketRpc::Channel> channel;\n"
           "    WebSocketRpc::ChannelHandle channelHandle;\n"_s
        + (hasMembers ? u"    Members members = {};\n"_s : QString());
}

} // namespace

QString cppPrivateClass(const CppClient &client)
{
    QString text = u"class %1::Private\n{\npublic:\n"_s.arg(client.className);
    if (!client.properties.empty())
        text += QString(followedProperty).arg(client.className);
    text += membersOf(client);
    text +=
        QString(constructor)
            .arg(client.className, client.followsPeer() ? u"        , q(owner)\n"_s : QString());
    if (!client.properties.empty())
        text += follow;
    if (!client.signalList.empty())
        text += subscribe;
    if (client.followsPeer())
        text += updateOf(client);
    text += stateOf(client);
    if (client.followsPeer())
        text += u"\nprivate:\n    %1 *const q;\n"_s.arg(client.className);
    return unformatted(text + u"};\n"_s, {}) + u'\n';
}

QString cppDefinitions(const CppClient &client, const CppProperty &property)
{
    const QString type = property.type.text();
    const auto getter = [&](const QString &result, const QString &name, const QString &function) {
        return u"%1 %2::%3() const\n{\n    return d->%4(d->members.%5);\n}\n\n"_s.arg(
            result, client.className, name, function, property.name);
    };
    QString text = getter(type, property.name, u"valueOf"_s)
        + getter(u"QBindable<%1>"_s.arg(type), property.bindable, u"bindableOf"_s);
    if (property.setter.isEmpty())
        return text;
    const QString name = cppString(property.wireName);
    return text
        + cppLines({},
            u"WebSocketRpc::Reply<void> %1::%2("_s.arg(client.className, property.setter),
            {property.type.parameter() + u"value"_s}, u")"_s)
        + u"{\n    const QString name = QString::fromUtf8(%1);\n"
          "    return d->channelHandle.call<void>(\"rpc.set\", {{\"name\", name}, {\"value\", "
          "value}});\n"
          "}\n\n"_s.arg(name);
}

QString cppDefinition(const CppClient &client, const CppModel &model)
{
    return u"WebSocketRpc::RemoteModel *%1::%2() const\n"
           "{\n"
           "    if (!d->members.%2)\n"
           "        d->members.%2 = std::make_unique<WebSocketRpc::RemoteModel>(\n"
           "            d->channel, QString::fromUtf8(%3));\n"
           "    return d->members.%2.get();\n"
           "}\n\n"_s.arg(client.className, model.name, cppString(model.wireName));
}

QString cppNotifications(const CppClient &client)
{
    return client.followsPeer() ? QString(notifications).arg(client.className) : QString();
}

} // namespace Generator::Cpp
