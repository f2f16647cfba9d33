// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>
#include <websocketrpc/calloptions.h>
#include <websocketrpc/method.h>
#include <websocketrpc/reply.h>
#include <websocketrpc/resultpromise.h>

#include <array>
#include <span>

namespace WebSocketRpc {

// One call before it is written; it refers to what the caller holds.
struct CallRequest
{
    QAnyStringView method;
    std::span<const ArgumentView> arguments;
    bool named = false;
    const QByteArrayList &(*parameterNames)() = nullptr; // of a method known to the compiler
};

// The ways to write a call, for everything that can make one. Caller has
//     CallHandle startCall(const CallRequest &, ResultPromise);
//     void startNotification(const CallRequest &);
template<typename Caller>
class CallInterface
{
public:
    template<typename R, typename... A>
    Reply<R> call(QAnyStringView method, const A &...arguments)
    {
        return withViews(
            [&](auto views) {
                return start<R>({method, views});
            },
            argumentValue(arguments)...);
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return withNamed(arguments, [&](auto views) { return start<R>({method, views, true}); });
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, const Arguments &arguments)
    {
        return withStored(arguments, [&](auto views) {
            return start<R>({method, views, arguments.isNamed()});
        });
    }

    template<auto Method, typename... A>
    requires CallableMethod<Method> Reply<MethodResult<Method>> call(A &&...arguments)
    {
        return withConverted<Method>(
            [&](auto views) {
                return start<MethodResult<Method>>(
                    {nameOf<Method>(), views, false, &parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

    template<typename... A>
    void notify(QAnyStringView method, const A &...arguments)
    {
        withViews(
            [&](auto views) {
                self().startNotification({method, views});
            },
            argumentValue(arguments)...);
    }

    void notify(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        withNamed(arguments, [&](auto views) { self().startNotification({method, views, true}); });
    }

    void notify(QAnyStringView method, const Arguments &arguments)
    {
        withStored(arguments, [&](auto views) {
            self().startNotification({method, views, arguments.isNamed()});
        });
    }

    template<auto Method, typename... A>
    requires CallableMethod<Method>
    void notify(A &&...arguments)
    {
        withConverted<Method>(
            [&](auto views) {
                self().startNotification({nameOf<Method>(), views, false, &parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

private:
    Caller &self() { return static_cast<Caller &>(*this); }

    template<typename R>
    Reply<R> start(const CallRequest &request)
    {
        const typename ReplyState<R>::Pointer state(new ReplyState<R>);
        return Reply<R>(state, self().startCall(request, ResultPromise(state)));
    }

    template<auto Method>
    static QAnyStringView nameOf()
    {
        constexpr std::string_view name = methodName<Method>();
        return QUtf8StringView(name.data(), qsizetype(name.size()));
    }

    template<typename F, typename... A>
    static auto withViews(F &&function, const A &...values)
    {
        const std::array<ArgumentView, sizeof...(A)> views = {ArgumentView::of(values)...};
        return function(std::span<const ArgumentView>(views));
    }

    template<typename F>
    static auto withNamed(std::initializer_list<NamedArgument> arguments, F &&function)
    {
        QVarLengthArray<ArgumentView, 16> views;
        for (const NamedArgument &argument : arguments)
            views.append(argument.view());
        return function(
            std::span<const ArgumentView>(views.constData(), std::size_t(views.size())));
    }

    template<typename F>
    static auto withStored(const Arguments &arguments, F &&function)
    {
        const QStringList names = arguments.names();
        const QVariantList values = arguments.values();
        QVarLengthArray<ArgumentView, 16> views;
        for (qsizetype i = 0; i < values.size(); ++i)
            views.append({values[i].metaType(), values[i].constData(),
                arguments.isNamed() ? QAnyStringView(names[i]) : QAnyStringView()});
        return function(
            std::span<const ArgumentView>(views.constData(), std::size_t(views.size())));
    }

    template<auto Method, typename F, typename... A>
    static auto withConverted(F &&function, A &&...arguments)
    {
        using Wire = MethodWire<Method>;
        static_assert(acceptsArguments<Wire, A...>(),
            "the arguments do not convert to the method's parameters");
        return [&]<std::size_t... I>(std::index_sequence<I...>)
        {
            return withViews(function,
                argumentFor<std::tuple_element_t<I, Wire>>(std::forward<A>(arguments))...);
        }
        (std::index_sequence_for<A...>());
    }
};

} // namespace WebSocketRpc
