// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "exposedobjects.h"

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
    auto *const exposure = qobject_cast<RpcExposure *>(object);
    m_entries.append(Entry{object, exposure ? nullptr : object});
    if (!exposure)
        return m_expose(object, exposeOptionsFor(object));
    QObject::connect(
        exposure, &RpcExposure::changed, &m_context, [this, exposure] { exposeAgain(exposure); });
    exposeAgain(exposure);
}

void ExposedObjects::exposeAgain(RpcExposure *exposure)
{
    const auto entry = std::ranges::find(m_entries, exposure, &Entry::listed);
    if (entry == m_entries.end())
        return;
    if (entry->exposed)
        m_unexpose(entry->exposed);
    entry->exposed = exposure->isReady() ? exposure->subject() : nullptr;
    if (entry->exposed)
        m_expose(entry->exposed, exposure->options());
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
