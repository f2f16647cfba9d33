// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/standardcontainers.h>

namespace WebSocketRpc::Detail {

template<typename T>
void registerAccessTo();

// What registering a type means beyond its QMetaType; nothing for most.
template<typename T>
struct AccessRegistration
{
    static void run() { }
};

template<typename Access, typename... Elements>
struct ContainerRegistration
{
    static void run()
    {
        (registerAccessTo<Elements>(), ...);
        registerAccess(access());
    }
    static const ContainerAccess &access()
    {
        static const auto *access = new Access;
        return *access;
    }
};

template<typename T>
struct AccessRegistration<QList<T>> : ContainerRegistration<SequenceAccess<QList<T>>, T>
{
};
template<typename T>
struct AccessRegistration<QSet<T>> : ContainerRegistration<SequenceAccess<QSet<T>>, T>
{
};
template<typename T, typename A>
struct AccessRegistration<std::vector<T, A>>
    : ContainerRegistration<SequenceAccess<std::vector<T, A>>, T>
{
};
template<typename T>
struct AccessRegistration<QMap<QString, T>> : ContainerRegistration<MapAccess<QMap<QString, T>>, T>
{
};
template<typename T>
struct AccessRegistration<QHash<QString, T>>
    : ContainerRegistration<MapAccess<QHash<QString, T>>, T>
{
};
template<typename T, typename C, typename A>
struct AccessRegistration<std::map<QString, T, C, A>>
    : ContainerRegistration<MapAccess<std::map<QString, T, C, A>>, T>
{
};
template<typename T>
struct AccessRegistration<std::optional<T>> : ContainerRegistration<OptionalAccess<T>, T>
{
};
template<typename... T>
struct AccessRegistration<std::tuple<T...>>
    : ContainerRegistration<TupleAccess<std::tuple<T...>, T...>, T...>
{
};
template<typename A, typename B>
struct AccessRegistration<std::pair<A, B>>
    : ContainerRegistration<TupleAccess<std::pair<A, B>, A, B>, A, B>
{
};
template<typename T>
struct AccessRegistration<QFuture<T>>
{
    static void run()
    {
        if constexpr (!std::is_void_v<T>)
            registerAccessTo<T>();
        runAlone();
    }
    static void runAlone() // for a T that is known already
    {
        FutureAccess access{
            .name = typeName<QFuture<T>>(), .state = &state, .firstResult = &firstResult};
        if constexpr (requires { AccessRegistration<T>::access(); })
            access.awaitedContainer = &AccessRegistration<T>::access();
        else
            access.awaited = QMetaType::fromType<T>();
        registerAccess(access);
    }
    static QFutureInterfaceBase state(const void *future)
    {
        return QFutureInterfaceBase::get(*static_cast<const QFuture<T> *>(future));
    }
    static const void *firstResult([[maybe_unused]] const QFutureInterfaceBase &state)
    {
        if constexpr (std::is_void_v<T>)
            return nullptr;
        else
            return state.resultStoreBase().resultAt(0).template pointer<T>();
    }
};

template<typename T>
void registerAccessTo()
{
    AccessRegistration<T>::run();
}

} // namespace WebSocketRpc::Detail
