// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "typetable_p.h"

#include "futuretype_p.h"

#include <mutex>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

constexpr QByteArrayView futurePrefix = "QFuture<";

// Templates of T that registerType<T>() makes known.
constexpr QByteArrayView coveredPrefixes[]
    = {futurePrefix, "QList<", "std::vector<", "std::optional<", "QMap<QString,", "QHash<QString,"};

QByteArray keyOf(QMetaType type)
{
    return type.name();
}

// The library's own types are registered when the first type is looked up that is not a simple one.
TypeTable &tableWithBuiltinTypes()
{
    static std::once_flag once;
    std::call_once(once, registerBuiltinTypes);
    return TypeTable::instance();
}

} // namespace

TypeTable &TypeTable::instance()
{
    static auto *table = new TypeTable; // never destroyed, like the codecs that refer to its contents
    return *table;
}

void TypeTable::insert(const ContainerAccess &access)
{
    const QMutexLocker locker(&m_mutex);
    const QByteArray key = keyOf(access.type());
    if (!m_containers.contains(key))
        m_containers.insert(key, &access);
}

void TypeTable::insert(const FutureAccess &access)
{
    const QMutexLocker locker(&m_mutex);
    const QByteArray key = keyOf(access.type);
    if (!m_futures.contains(key))
        m_futures.insert(key, access);
}

const ContainerAccess *TypeTable::container(QMetaType type) const
{
    const QMutexLocker locker(&m_mutex);
    return m_containers.value(keyOf(type));
}

std::optional<FutureAccess> TypeTable::future(QMetaType type) const
{
    const QMutexLocker locker(&m_mutex);
    const auto it = m_futures.constFind(keyOf(type));
    return it == m_futures.cend() ? std::nullopt : std::optional(*it);
}

/*!
    \internal
    Makes the elements of containers of one type accessible. An \a access must never be destroyed.
*/
void registerAccess(const ContainerAccess &access)
{
    TypeTable::instance().insert(access);
}

/*!
    \internal
    Makes the results of futures of one type accessible.
*/
void registerAccess(const FutureAccess &access)
{
    TypeTable::instance().insert(access);
}

const ContainerAccess *containerAccess(QMetaType type)
{
    if (const ContainerAccess *access = tableWithBuiltinTypes().container(type))
        return access;
    const ContainerAccess *access = metaContainerAccess(type);
    if (access)
        TypeTable::instance().insert(*access);
    return access;
}

QString registrationAdvice(QMetaType type)
{
    QByteArray name = type.name();
    bool stripped = true;
    while (stripped) {
        stripped = false;
        for (const QByteArrayView prefix : coveredPrefixes) {
            if (!name.startsWith(prefix) || !name.endsWith('>'))
                continue;
            name = name.sliced(prefix.size(), name.size() - prefix.size() - 1);
            stripped = true;
        }
    }
    return u"call WebSocketRpc::registerType<"_s + QString::fromUtf8(name) + u">()"_s
        + u" before the object is exposed"_s;
}

bool isFuture(QMetaType type)
{
    return type.isValid() && QByteArrayView(type.name()).startsWith(futurePrefix);
}

std::variant<FutureType, UnknownType> futureTypeOf(QMetaType type)
{
    const std::optional<FutureAccess> access = tableWithBuiltinTypes().future(type);
    if (!access)
        return UnknownType {QString::fromUtf8(type.name()) + u" cannot be awaited; "_s
            + registrationAdvice(type)};
    return FutureType {access->awaited, access->observe, access->firstResult};
}

} // namespace WebSocketRpc
