// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "exposedobjects.h"

#include "rpcexposed.h"
#include "scriptfunctions.h"

#include <websocketrpc/detail/scriptcall.h>

#include <QtCore/qmetaobject.h>

#include <algorithm>

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
        [](List *list) { return self(list)->m_entries.size(); },
        [](List *list, qsizetype index) { return self(list)->m_entries.at(index).listed.data(); },
        [](List *list) { self(list)->clear(); });
}

void ExposedObjects::append(QObject *object)
{
    m_entries.removeIf([](const Entry &entry) { return !entry.listed; });
    if (!object)
        return;
    auto *const exposed = qobject_cast<RpcExposed *>(object);
    m_entries.append(Entry{object, exposed ? nullptr : object});
    if (!exposed)
        return m_expose(object, exposeOptionsFor(object));
    QObject::connect(
        exposed, &RpcExposed::changed, &m_context, [this, exposed] { exposeAgain(exposed); });
    exposeAgain(exposed);
}

void ExposedObjects::exposeAgain(RpcExposed *exposed)
{
    const auto entry = std::ranges::find(m_entries, exposed, &Entry::listed);
    if (entry == m_entries.end())
        return;
    if (entry->exposed)
        m_unexpose(entry->exposed);
    entry->exposed = exposed->isReady() ? exposed->object() : nullptr;
    if (entry->exposed)
        m_expose(entry->exposed, exposed->options());
}

void ExposedObjects::clear()
{
    for (const Entry &entry : std::exchange(m_entries, {})) {
        if (entry.listed)
            entry.listed->disconnect(&m_context);
        if (entry.exposed)
            m_unexpose(entry.exposed);
    }
}

} // namespace WebSocketRpc
