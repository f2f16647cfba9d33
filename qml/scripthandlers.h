// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "exposedobjects.h"

#include <websocketrpc/arguments.h>
#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>
#include <QtQml/qjsvalue.h>
#include <QtQml/qjsvalueiterator.h>
#include <QtQml/qqmlinfo.h>

#include <memory>

namespace WebSocketRpc {

// Lets a JavaScript function answer a call. `object` belongs to the engine of the function.
[[nodiscard]] QFuture<QVariant> callHandler(const QObject *object, const QJSValue &function,
    const CallContext &call, const Arguments &params);
// The same for a function that also gets the name of the method. If it returns undefined, there is
// no such method.
[[nodiscard]] QFuture<QVariant> callCatchAll(const QObject *object, const QJSValue &function,
    const CallContext &call, const Arguments &params);

// Functions by name, for the peers of Owner, which is a Channel or a Server.
template<typename Owner>
class ScriptHandlers
{
public:
    // `self` is the object that QML knows, and lives as long as this one.
    explicit ScriptHandlers(QObject *self) : m_self(self) { }

    void on(Owner *owner, const QString &method, const QJSValue &function, QObject *context)
    {
        if (!isFunction(function) || !owner)
            return;
        owner->on(method, context ? context : m_self,
            [self = QPointer(m_self), function](const CallContext &call, const Arguments &params) {
                return callHandler(self, function, call, params);
            });
    }

    void onAny(Owner *owner, const QJSValue &function, QObject *context)
    {
        if (!isFunction(function) || !owner)
            return;
        owner->onAny(context ? context : m_self,
            [self = m_self, function](const QString &, const CallContext &call,
                const Arguments &params) { return callCatchAll(self, function, call, params); });
    }

    [[nodiscard]] QJSValue map() const { return m_map; }

    // The members of `map` are functions, or objects whose members get the name of the object as a
    // prefix.
    void setMap(Owner *owner, const QJSValue &map)
    {
        m_map = map;
        for (const QPointer<QObject> &object : std::exchange(m_exposed, {})) {
            if (object)
                owner->unexpose(object);
        }
        m_mapped = std::make_unique<QObject>();
        add(owner, map, {});
    }

private:
    [[nodiscard]] bool isFunction(const QJSValue &function) const
    {
        if (!function.isCallable())
            qmlWarning(m_self) << "a handler must be a function";
        return function.isCallable();
    }

    void add(Owner *owner, const QJSValue &map, const QString &prefix)
    {
        QJSValueIterator member(map);
        while (member.next()) {
            const QString name = prefix + member.name();
            const QJSValue value = member.value();
            if (QObject *const object = value.toQObject()) {
                m_exposed.append(object);
                owner->expose(object, exposeOptionsFor(object, name + u'.'));
            } else if (value.isObject() && !value.isCallable()) {
                add(owner, value, name + u'.');
            } else {
                on(owner, name, value, m_mapped.get());
            }
        }
    }

    QObject *const m_self;
    QJSValue m_map;
    std::unique_ptr<QObject> m_mapped = std::make_unique<QObject>(); // ends the handlers of the map
    QList<QPointer<QObject>> m_exposed;
};

} // namespace WebSocketRpc
