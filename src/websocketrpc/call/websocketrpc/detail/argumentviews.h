// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/detail/methodarguments.h>
#include <websocketrpc/detail/methodsignature.h>

#include <initializer_list>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace WebSocketRpc::Detail {

// The arguments of a call that are not known to the compiler one by one.
class WEBSOCKETRPC_EXPORT ViewsOfArguments
{
public:
    ViewsOfArguments(std::initializer_list<NamedArgument> named); // lives as long as these
    explicit ViewsOfArguments(const Arguments &arguments);
    Q_DISABLE_COPY_MOVE(ViewsOfArguments)

    operator std::span<const ArgumentView>() const { return m_views; }

private:
    const QStringList m_names;
    const QVariantList m_values;
    std::vector<ArgumentView> m_views;
};

// Each of these returns what function(std::span<const ArgumentView>) does with the arguments of a
// call; the views are valid in there alone.

template<typename F, typename... A>
auto withViews(F &&function, const A &...values)
{
    if constexpr (sizeof...(A) == 0) {
        return function(std::span<const ArgumentView>());
    } else {
        const ArgumentView views[] = {ArgumentView::of(values)...};
        return function(std::span<const ArgumentView>(views));
    }
}

template<auto Method, typename F, typename... A>
auto withConverted(F &&function, A &&...arguments)
{
    using Wire = MethodWire<Method>;
    static_assert(
        acceptsArguments<Wire, A...>(), "the arguments do not convert to the method's parameters");
    return [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        return Detail::withViews(
            function, argumentFor<std::tuple_element_t<I, Wire>>(std::forward<A>(arguments))...);
    }
    (std::index_sequence_for<A...>());
}

} // namespace WebSocketRpc::Detail
