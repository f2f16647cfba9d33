// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rpcexposure.h"

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qpointer.h>
#include <QtQml/qqmllist.h>

#include <functional>

namespace WebSocketRpc {

[[nodiscard]] ExposeOptions exposeOptionsFor(const QObject *object, const QString &prefix = {});

// The list property `exposes`. If an object has functions declared in QML, only these are exposed;
// otherwise its invokable methods are. An RpcExposure stands for its object or model.
class ExposedObjects
{
public:
    template<typename Owner> // a Channel or a Server
    explicit ExposedObjects(Owner *owner);

    [[nodiscard]] QQmlListProperty<QObject> property(QObject *owner);

private:
    using Expose = std::function<void(QObject *subject, const RpcExposure::Options &options)>;
    using Unexpose = std::function<void(QObject *subject)>;

    struct Entry
    {
        QPointer<QObject> listed;
        QPointer<QObject> exposed = {};
    };

    ExposedObjects(const Expose &expose, const Unexpose &unexpose);

    void append(QObject *object);
    void clear();
    void exposeAgain(RpcExposure *exposure);

    Expose m_expose;
    Unexpose m_unexpose;
    QList<Entry> m_entries;
    QObject m_context; // ends the connections
};

template<typename Owner>
ExposedObjects::ExposedObjects(Owner *owner)
    : ExposedObjects(
        [owner](QObject *subject, const RpcExposure::Options &options) {
            if (const auto *ofModel = std::get_if<ModelOptions>(&options))
                owner->expose(static_cast<QAbstractItemModel *>(subject), *ofModel);
            else
                owner->expose(subject, std::get<ExposeOptions>(options));
        },
        [owner](QObject *subject) { owner->unexpose(subject); })
{
}

} // namespace WebSocketRpc
