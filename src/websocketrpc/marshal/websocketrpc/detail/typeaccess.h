// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qfuture.h>
#include <QtCore/qfutureinterface.h>
#include <QtCore/qmetatype.h>

namespace WebSocketRpc::Detail {

// Puts a value into an element that a container offers; false if there is none to put.
class ElementReader
{
public:
    virtual bool read(void *element) = 0;

protected:
    ~ElementReader() = default;
};

// Is shown one element after the other until it returns false. The key is null except in maps.
class ElementVisitor
{
public:
    virtual bool visit(const QString *key, const void *element) = 0;

protected:
    ~ElementVisitor() = default;
};

// The name that QMetaType has for a type. To instantiate the QMetaType of a template takes the compiler
// longer than all the rest of a registration, so the name is taken from what Qt makes it of, where that
// is there.
template<typename T>
QByteArray typeName()
{
    if constexpr (bool(QMetaTypeId2<T>::IsBuiltIn))
        return QMetaType::fromType<T>().name();
    else if constexpr (requires { QtPrivate::typenameHelper<T>().data(); })
        return QtPrivate::typenameHelper<T>().data();
    else
        return QMetaType::fromType<T>().name();
}

// How the library gets at the elements of a type that it knows only at run time. One object serves
// all containers of its type.
class ContainerAccess
{
public:
    enum class Kind { Sequence, Map, Optional, Tuple };

    virtual ~ContainerAccess() = default;

    [[nodiscard]] virtual Kind kind() const = 0;
    [[nodiscard]] virtual QByteArray name() const = 0; // of the type, as its QMetaType spells it

    // One for each place of a tuple, else one.
    [[nodiscard]] virtual QList<QMetaType> elementTypes() const = 0;

    virtual void visit(const void *container, ElementVisitor &visitor) const = 0;

    // Empties the container and makes room.
    virtual void clear(void *container, qsizetype expectedSize) const = 0;

    // Adds one element, or in a map sets the one for `key`, or in a tuple the one at `index`.
    virtual bool add(
        void *container, qsizetype index, const QString &key, ElementReader &reader) const = 0;
};

template<typename C, ContainerAccess::Kind accessKind, typename... Elements>
class AccessBase : public ContainerAccess
{
public:
    Kind kind() const final { return accessKind; }
    QByteArray name() const final { return typeName<C>(); }
    QList<QMetaType> elementTypes() const final { return {QMetaType::fromType<Elements>()...}; }

protected:
    static C &in(void *container) { return *static_cast<C *>(container); }
    static const C &in(const void *container) { return *static_cast<const C *>(container); }
};

// How the library gets at what a QFuture brings.
struct FutureAccess
{
    QByteArray name = {}; // of the QFuture, as its QMetaType spells it
    QMetaType awaited = {}; // or else
    const ContainerAccess *awaitedContainer = nullptr;
    QFutureInterfaceBase (*state)(const void *future) = nullptr;
    // Of a state that has one and whose mutex the caller holds; null for void.
    const void *(*firstResult)(const QFutureInterfaceBase &state) = nullptr;
};

// How the library gets at one member of a type that is an object in JSON.
struct MemberAccess
{
    QByteArray name;
    QMetaType type;
    void (*get)(const void *object, void *value) = nullptr;
    void (*set)(void *object, const void *value) = nullptr;
    bool (*isLeftOut)(const void *object) = nullptr; // null where it never is
};

// All are thread-safe; a type that is registered twice keeps its first registration.
WEBSOCKETRPC_EXPORT void registerMembers(QMetaType type, const QList<MemberAccess> &members);
WEBSOCKETRPC_EXPORT void registerAccess(const ContainerAccess &access); // must never be destroyed
WEBSOCKETRPC_EXPORT void registerAccess(const FutureAccess &access);

} // namespace WebSocketRpc::Detail
