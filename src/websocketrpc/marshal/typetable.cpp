// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "typetable_p.h"

#include "futuretype_p.h"

#include <algorithm>
#include <mutex>
#include <span>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

constexpr QByteArrayView futurePrefix = "QFuture<";

// registerType<T>() makes these templates of T known.
constexpr QByteArrayView coveredPrefixes[] = {"QFuture<QList<", "QFuture<std::optional<",
    futurePrefix, "QList<", "std::vector<", "std::optional<", "QMap<QString,", "QHash<QString,"};

// And these are for registerType<TheWholeType>().
constexpr QByteArrayView otherPrefixes[] = {
    "QSet<", "std::map<QString,", "std::pair<", "std::tuple<"};
constexpr QByteArrayView mapPrefixes[] = {"QMap<", "QHash<", "std::map<"};

// T of a covered template; else all of the name.
QByteArrayView typeToRegister(QByteArrayView name)
{
    for (const QByteArrayView prefix : coveredPrefixes) {
        if (name.startsWith(prefix))
            return name.sliced(prefix.size()).chopped(prefix.count('<'));
    }
    return name;
}

bool startsWithOneOf(QByteArrayView name, std::span<const QByteArrayView> prefixes)
{
    return std::ranges::any_of(
        prefixes, [=](QByteArrayView prefix) { return name.startsWith(prefix); });
}

QString adviceFor(QByteArrayView name)
{
    return u"call WebSocketRpc::registerType<%1>() before the object is exposed"_s.arg(
        QString::fromUtf8(typeToRegister(name)));
}

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
    static auto *table =
        new TypeTable; // never destroyed, like the codecs that refer to its contents
    return *table;
}

void TypeTable::insert(const Detail::ContainerAccess &access)
{
    const QMutexLocker locker(&m_mutex);
    const QByteArray key = access.name();
    if (!m_containers.contains(key))
        m_containers.insert(key, &access);
}

void TypeTable::insert(const Detail::FutureAccess &access)
{
    const QMutexLocker locker(&m_mutex);
    if (!m_futures.contains(access.name))
        m_futures.insert(access.name, access);
}

void TypeTable::insert(QMetaType type, const QList<Detail::MemberAccess> &members)
{
    const QMutexLocker locker(&m_mutex);
    if (!m_members.contains(keyOf(type)))
        m_members.insert(keyOf(type), members);
}

QList<Detail::MemberAccess> TypeTable::members(QMetaType type) const
{
    const QMutexLocker locker(&m_mutex);
    return m_members.value(keyOf(type));
}

const Detail::ContainerAccess *TypeTable::container(QMetaType type) const
{
    const QMutexLocker locker(&m_mutex);
    return m_containers.value(keyOf(type));
}

std::optional<Detail::FutureAccess> TypeTable::future(QMetaType type) const
{
    const QMutexLocker locker(&m_mutex);
    const auto it = m_futures.constFind(keyOf(type));
    return it == m_futures.cend() ? std::nullopt : std::optional(*it);
}

/*!
    \fn template<typename... T> void WebSocketRpc::registerType()
    \relates <websocketrpc/registertype.h>

    Makes each type \e T of one's own known, so that it can be a parameter or a result of a method.
    With it come QList, \c {std::vector} and \c {std::optional} of it, QMap and QHash from QString
    to it, and the QFuture of it, of its list and of its optional.

    Call this once, in any thread, before an object that uses the type is exposed. The type must be
    default constructible and copyable. How its values look in JSON follows from what it is: a
    gadget, an enumeration with Q_ENUM, a type with converters to and from QJsonValue, or a template
    that the table of types names, such as \c {std::tuple<int, QString>}. A template of a type
    without \c {operator==} comes without its optional.

    The types of that table are known already, alone and in the templates above; so are gadgets and
    enumerations, alone and in the containers that Qt's meta types know.
*/

/*!
    \internal
    Makes the elements of containers of one type accessible. An \a access must never be destroyed.
*/
void Detail::registerAccess(const Detail::ContainerAccess &access)
{
    TypeTable::instance().insert(access);
}

/*!
    \internal
    Makes the results of futures of one type accessible.
*/
void Detail::registerAccess(const Detail::FutureAccess &access)
{
    TypeTable::instance().insert(access);
}

/*!
    \internal
    Makes values of \a type known as objects of \a members.
*/
void Detail::registerMembers(QMetaType type, const QList<Detail::MemberAccess> &members)
{
    TypeTable::instance().insert(type, members);
}

const Detail::ContainerAccess *containerAccess(QMetaType type)
{
    if (const Detail::ContainerAccess *access = tableWithBuiltinTypes().container(type))
        return access;
    const Detail::ContainerAccess *access = metaContainerAccess(type);
    if (access)
        TypeTable::instance().insert(*access);
    return access;
}

std::optional<QString> containerAdvice(QMetaType type)
{
    const QByteArrayView name = type.name();
    if (startsWithOneOf(name, coveredPrefixes) || startsWithOneOf(name, otherPrefixes))
        return adviceFor(name);
    if (startsWithOneOf(name, mapPrefixes))
        return u"the keys of a map must be QString"_s;
    return {};
}

bool isFuture(QMetaType type)
{
    return type.isValid() && QByteArrayView(type.name()).startsWith(futurePrefix);
}

std::variant<FutureType, UnknownType> futureTypeOf(QMetaType type)
{
    const std::optional<Detail::FutureAccess> access = tableWithBuiltinTypes().future(type);
    if (!access)
        return UnknownType{
            QString::fromUtf8(type.name()) + u" cannot be awaited; "_s + adviceFor(type.name())};
    return FutureType(*access);
}

bool FutureType::bringsNothing() const
{
    return m_access.awaited.id() == QMetaType::Void;
}

QByteArray FutureType::nameOfAwaited() const
{
    return m_access.awaitedContainer ? m_access.awaitedContainer->name()
                                     : QByteArray(m_access.awaited.name());
}

std::variant<const Codec *, UnknownType> FutureType::codecOfAwaited() const
{
    return m_access.awaitedContainer ? codecFor(*m_access.awaitedContainer)
                                     : codecFor(m_access.awaited);
}

QFuture<void> FutureType::observe(const void *future) const
{
    return QFutureInterface<void>(m_access.state(future)).future();
}

const void *FutureType::firstResult(const void *future) const
{
    const QFutureInterfaceBase state = m_access.state(future);
    const QMutexLocker locker(&state.mutex());
    return state.resultStoreBase().contains(0) ? m_access.firstResult(state) : nullptr;
}

} // namespace WebSocketRpc
