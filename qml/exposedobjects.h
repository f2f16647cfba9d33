// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/exposeoptions.h>

#include <QtCore/qpointer.h>
#include <QtQml/qqmllist.h>

#include <functional>

namespace WebSocketRpc {

class RpcExposed;

[[nodiscard]] ExposeOptions exposeOptionsFor(const QObject *object, const QString &prefix = {});

// The list property `exposes`. If an object has functions declared in QML, only these are exposed;
// otherwise its invokable methods are. An RpcExposed stands for its object.
class ExposedObjects
{
public:
    using Expose = std::function<void(QObject *object, const ExposeOptions &options)>;
    using Unexpose = std::function<void(QObject *object)>;

    ExposedObjects(const Expose &expose, const Unexpose &unexpose);

    [[nodiscard]] QQmlListProperty<QObject> property(QObject *owner);

private:
    struct Entry
    {
        QPointer<QObject> listed;
        QPointer<QObject> exposed = {};
    };

    void append(QObject *object);
    void clear();
    void exposeAgain(RpcExposed *exposed);

    Expose m_expose;
    Unexpose m_unexpose;
    QList<Entry> m_entries;
    QObject m_context; // ends the connections
};

} // namespace WebSocketRpc
