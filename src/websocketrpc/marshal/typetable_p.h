// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/typeaccess.h>

#include <QtCore/qhash.h>
#include <QtCore/qmutex.h>

#include <optional>

namespace WebSocketRpc {

// What has been registered about types that Qt's meta types do not tell enough of. Types go by
// their names, which are the same in all libraries of a program before any of them has a QMetaType
// id.
class TypeTable
{
public:
    static TypeTable &instance();

    void insert(const Detail::ContainerAccess &access);
    void insert(const Detail::FutureAccess &access);
    void insert(QMetaType type, const QList<Detail::MemberAccess> &members);

    [[nodiscard]] const Detail::ContainerAccess *container(QMetaType type) const; // null if unknown
    [[nodiscard]] std::optional<Detail::FutureAccess> future(QMetaType type) const;
    [[nodiscard]] QList<Detail::MemberAccess> members(QMetaType type) const; // none if unknown

private:
    mutable QMutex m_mutex;
    QHash<QByteArray, const Detail::ContainerAccess *> m_containers;
    QHash<QByteArray, Detail::FutureAccess> m_futures;
    QHash<QByteArray, QList<Detail::MemberAccess>> m_members;
};

// The types of the table of types in the documentation.
void registerBuiltinTypes();

// By registration, or else through what Qt knows of the type; null where both know nothing.
[[nodiscard]] const Detail::ContainerAccess *containerAccess(QMetaType type);

// Gets at a container through what Qt knows of it; null where that is nothing.
[[nodiscard]] const Detail::ContainerAccess *metaContainerAccess(QMetaType type);

// What is to be done about a container without access to it; nothing for a type that is not a container.
[[nodiscard]] std::optional<QString> containerAdvice(QMetaType type);

} // namespace WebSocketRpc
