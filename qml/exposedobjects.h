// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/exposeoptions.h>

#include <QtCore/qpointer.h>
#include <QtQml/qqmllist.h>

#include <functional>

namespace WebSocketRpc {

[[nodiscard]] ExposeOptions exposeOptionsFor(const QObject *object, const QString &prefix = {});

// The list property `exposes`. If an object has functions declared in QML, only these are exposed;
// otherwise its invokable methods are.
class ExposedObjects
{
public:
    using Expose = std::function<void(QObject *object, const ExposeOptions &options)>;
    using Unexpose = std::function<void(QObject *object)>;

    ExposedObjects(const Expose &expose, const Unexpose &unexpose);

    [[nodiscard]] QQmlListProperty<QObject> property(QObject *owner);

private:
    void append(QObject *object);
    void clear();

    Expose m_expose;
    Unexpose m_unexpose;
    QList<QPointer<QObject>> m_objects;
};

} // namespace WebSocketRpc
