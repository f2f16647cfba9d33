// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "exposedobjects.h"

#include "scriptfunctions.h"

#include <websocketrpc/detail/scriptcall.h>

#include <QtCore/qmetaobject.h>

namespace WebSocketRpc {

namespace {

// An Item has many methods that are not meant for a peer.
QStringList functionsDeclaredInQml(const QObject *object)
{
    const QMetaObject *const metaObject = object->metaObject();
    QStringList names;
    for (int i = QObject::staticMetaObject.methodCount(); i < metaObject->methodCount(); ++i) {
        const QMetaMethod method = metaObject->method(i);
        const bool isPrivate = method.name().startsWith('_');
        if (Detail::isMadeAtRunTime(method.enclosingMetaObject())
            && method.methodType() != QMetaMethod::Signal && !isPrivate)
            names.append(QString::fromUtf8(method.name()));
    }
    return names;
}

} // namespace

ExposeOptions exposeOptionsFor(const QObject *object, const QString &prefix)
{
    return {.prefix = prefix, .methods = functionsDeclaredInQml(object)};
}

ExposedObjects::ExposedObjects(const Expose &expose, const Unexpose &unexpose)
    : m_expose(expose)
    , m_unexpose(unexpose)
{
    installScriptFunctions();
}

QQmlListProperty<QObject> ExposedObjects::property(QObject *owner)
{
    using List = QQmlListProperty<QObject>;
    static constexpr auto self = [](List *list) {
        return static_cast<ExposedObjects *>(list->data);
    };
    return List(
        owner, this, [](List *list, QObject *object) { self(list)->append(object); },
        [](List *list) { return self(list)->m_objects.size(); },
        [](List *list, qsizetype index) { return self(list)->m_objects.at(index).data(); },
        [](List *list) { self(list)->clear(); });
}

void ExposedObjects::append(QObject *object)
{
    m_objects.removeAll(nullptr);
    if (!object)
        return;
    m_objects.append(object);
    m_expose(object, exposeOptionsFor(object));
}

void ExposedObjects::clear()
{
    for (const QPointer<QObject> &object : std::exchange(m_objects, {})) {
        if (object)
            m_unexpose(object);
    }
}

} // namespace WebSocketRpc
