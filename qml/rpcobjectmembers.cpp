// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "rpcobject.h"

#include "rpcchannel.h"
#include "script.h"

#include <QtCore/qmetaobject.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

// What QML finds under such a name is not the peer's.
bool isOwnMember(const QString &name)
{
    const QMetaObject &own = RpcObject::staticMetaObject;
    const QByteArray wanted = name.toUtf8();
    if (own.indexOfProperty(wanted) >= 0 || wanted == "QObject") // which a QQmlPropertyMap refuses
        return true;
    for (int i = 0; i < own.methodCount(); ++i) {
        if (own.method(i).name() == wanted)
            return true;
    }
    return false;
}

// No value that came, and not the one that it is compared with.
QVariant otherThan(const QVariant &value)
{
    return value.isValid() ? QVariant() : QVariant(false);
}

} // namespace

// All that came with the property is taken at once, when the first of it is told.
void RpcObject::takeChanges(const QString &property, const QJsonValue &value)
{
    if (m_known.contains(property) && m_known.value(property) == value)
        return;
    QStringList changed;
    for (const QString &each : m_remote->propertyNames()) {
        const QJsonValue now = m_remote->value(each);
        if (m_known.contains(each) && m_known.value(each) == now)
            continue;
        m_known.insert(each, now);
        changed.append(each);
    }
    announce(changed);
}

void RpcObject::announce(const QStringList &members)
{
    if (members.isEmpty())
        return;
    for (const QString &member : members) {
        const QSignalBlocker blocker(this);
        if (!isOwnMember(member))
            insert(member, converted(member));
    }
    const QPointer<RpcObject> self(this);
    for (const QString &member : members) {
        announce(member);
        if (self)
            Q_EMIT valueChanged(member, value(member));
        if (!self)
            return;
    }
    Q_EMIT valuesChanged();
}

// Evaluates what is bound to the member.
void RpcObject::announce(const QString &member)
{
    if (isOwnMember(member))
        return;
    const QVariant now = value(member);
    {
        const QSignalBlocker blocker(this);
        insert(member, otherThan(now));
    }
    insert(member, now);
}

// Never a plain QVariant: if such a one were assigned, the map would take it for no change.
QVariant RpcObject::converted(const QString &property) const
{
    Script *const script = Script::of(this);
    if (!script || !m_known.contains(property))
        return {};
    const Conversions conversions =
        m_client ? m_client->conversions()->conversions() : Conversions();
    return QVariant::fromValue(scriptValueOf(script->engine(), m_client, name() + u'.' + property,
        m_known.value(property).toVariant(), conversions, property));
}

QVariant RpcObject::updateValue(const QString &member, const QVariant &input)
{
    beSilentInThisTurn();
    write(member, input);
    return value(member);
}

// The map is going to tell of a change that is none yet: bound controls would jump back until the peer
// has answered. Whatever else is told in this turn puts an end to it.
void RpcObject::beSilentInThisTurn()
{
    if (blockSignals(true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { blockSignals(false); }, Qt::QueuedConnection);
}

void RpcObject::write(const QString &property, const QVariant &input)
{
    if (!m_remote)
        return refuseLater(this, property, channelIsGone());
    const QVariant value = input.metaType() == QMetaType::fromType<QJSValue>()
        ? wireValueFrom(input.value<QJSValue>())
        : input;
    m_remote->set(property, value)
        .then(m_remote.get(), [this, property, value](const Reply<void> &settled) {
            try {
                settled.result();
            } catch (const Error &error) {
                return refuseLater(m_remote.get(), property, error);
            }
            if (m_known.value(property)
                != QJsonValue::fromVariant(value)) // the setter made another of it
                announce(property);
        });
}

// Not while the map is being written, since this may run code that destroys it. Nor if `context` is gone.
void RpcObject::refuseLater(QObject *context, const QString &property, const Error &error)
{
    QMetaObject::invokeMethod(
        context, [this, property, error] { refuseValue(property, error); }, Qt::QueuedConnection);
}

void RpcObject::refuseValue(const QString &property, const Error &error)
{
    const QPointer<RpcObject> self(this);
    announce(property);
    Script *const script = self ? Script::of(this) : nullptr;
    if (!script)
        return;
    if (!isSignalConnected(QMetaMethod::fromSignal(&RpcObject::setFailed)))
        qmlWarning(this) << u"'%1' was not set: %2"_s.arg(property, error.message());
    Q_EMIT setFailed(property, scriptErrorOf(script->engine(), error));
}

} // namespace WebSocketRpc
