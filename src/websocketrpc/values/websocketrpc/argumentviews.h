// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/methodarguments.h>
#include <websocketrpc/methodsignature.h>

#include <QtCore/qvarlengtharray.h>

#include <array>
#include <initializer_list>
#include <span>
#include <tuple>
#include <utility>

namespace WebSocketRpc {

// Each of these returns what function(std::span<const ArgumentView>) does with the arguments of a
// call; the views are valid in there alone.

template<typename F, typename... A>
auto withViews(F &&function, const A &...values)
{
    const std::array<ArgumentView, sizeof...(A)> views = {ArgumentView::of(values)...};
    return function(std::span<const ArgumentView>(views));
}

template<typename F>
auto withNamed(std::initializer_list<NamedArgument> arguments, F &&function)
{
    QVarLengthArray<ArgumentView, 16> views;
    for (const NamedArgument &argument : arguments)
        views.append(argument.view());
    return function(std::span<const ArgumentView>(views.constData(), std::size_t(views.size())));
}

template<typename F>
auto withStored(const Arguments &arguments, F &&function)
{
    const QStringList names = arguments.names();
    const QVariantList values = arguments.values();
    QVarLengthArray<ArgumentView, 16> views;
    for (qsizetype i = 0; i < values.size(); ++i)
        views.append({values[i].metaType(), values[i].constData(),
            arguments.isNamed() ? QAnyStringView(names[i]) : QAnyStringView()});
    return function(std::span<const ArgumentView>(views.constData(), std::size_t(views.size())));
}

template<auto Method, typename F, typename... A>
auto withConverted(F &&function, A &&...arguments)
{
    using Wire = MethodWire<Method>;
    static_assert(
        acceptsArguments<Wire, A...>(), "the arguments do not convert to the method's parameters");
    return [&]<std::size_t... I>(std::index_sequence<I...>)
    {
        return WebSocketRpc::withViews(
            function, argumentFor<std::tuple_element_t<I, Wire>>(std::forward<A>(arguments))...);
    }
    (std::index_sequence_for<A...>());
}

} // namespace WebSocketRpc
