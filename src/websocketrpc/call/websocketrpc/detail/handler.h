// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/detail/functiontraits.h>

#include <QtCore/qfuture.h>
#include <QtCore/qlist.h>
#include <QtCore/qmetatype.h>

#include <memory>
#include <utility>

namespace WebSocketRpc {
template<typename T>
class Reply;
}

namespace WebSocketRpc::Detail {

// A function of any type that is called as moc's code calls a method: with the address of the
// result, which is null where nobody wants it, and then that of each argument.
struct Handler
{
    QByteArray method; // as on the wire
    bool isCatchAll = false; // for the methods that nobody else takes; it has no name then
    bool takesNamesInOrder = false; // arguments by name fill parameters that have none
    QMetaType result; // void, T or QFuture<T>
    QList<QMetaType> parameters; // CallContext included
    std::shared_ptr<void> function;
    void (*call)(void *function, void **arguments) = nullptr;
};

template<typename R>
struct HandlerResult
{
    using Type = R;
};
template<typename T>
struct HandlerResult<Reply<T>>
{
    using Type = QFuture<T>;
};

template<typename F, typename Parameters>
struct HandlerCall;
template<typename F, typename... P>
struct HandlerCall<F, Types<P...>>
{
    template<typename T>
    static constexpr bool isOutput =
        std::is_lvalue_reference_v<T> && !std::is_const_v<std::remove_reference_t<T>>;
    static_assert(!(isOutput<P> || ...), "parameters are taken by value or as const references");

    using Result =
        typename HandlerResult<std::remove_cvref_t<typename FunctionTraits<F>::Result>>::Type;

    static void run(void *function, void **arguments)
    {
        run(*static_cast<F *>(function), arguments, std::index_sequence_for<P...>());
    }

private:
    template<std::size_t... I>
    static void run(F &function, [[maybe_unused]] void **arguments, std::index_sequence<I...>)
    {
        if constexpr (std::is_void_v<Result>) {
            function(argument<P>(arguments[I + 1])...);
        } else {
            Result result = function(argument<P>(arguments[I + 1])...);
            if (arguments[0])
                *static_cast<Result *>(arguments[0]) = std::move(result);
        }
    }

    // Each argument is this call's own, but for the context.
    template<typename T>
    static decltype(auto) argument(void *value)
    {
        using Value = std::remove_cvref_t<T>;
        if constexpr (std::is_same_v<Value, CallContext>)
            return static_cast<const CallContext &>(*static_cast<Value *>(value));
        else
            return static_cast<T &&>(*static_cast<Value *>(value));
    }
};

template<typename F, typename... P>
Handler makeHandler(F &&function, Types<P...> parameters)
{
    using Function = std::decay_t<F>;
    using Call = HandlerCall<Function, decltype(parameters)>;
    Handler handler;
    handler.result = QMetaType::fromType<typename Call::Result>();
    handler.parameters = {QMetaType::fromType<std::remove_cvref_t<P>>()...};
    handler.function = std::make_shared<Function>(std::forward<F>(function));
    handler.call = &Call::run;
    return handler;
}

// A method of `object` as a function of its own.
template<typename C, typename M, typename... P>
auto boundMethod(C *object, M method, Types<P...>)
{
    return [object, method](P... arguments) -> typename FunctionTraits<M>::Result {
        return (object->*method)(std::forward<P>(arguments)...);
    };
}

// A handler of a function or of a method of the context.
template<typename Context, typename F>
Handler handlerFor([[maybe_unused]] Context *context, F &&function)
{
    using Function = std::decay_t<F>;
    static_assert(HasFunctionTraits<Function>, "the parameters must have types");
    using Parameters = typename FunctionTraits<Function>::Parameters;
    if constexpr (std::is_member_function_pointer_v<Function>)
        return handlerFor(context, boundMethod(context, function, Parameters()));
    else
        return makeHandler(std::forward<F>(function), Parameters());
}

// A function whose first parameter is the name of the method that the peer calls.
template<typename F, typename Name, typename... Rest>
auto withMethodName(F function, Types<Name, Rest...>)
{
    static_assert(std::is_same_v<std::remove_cvref_t<Name>, QString>,
        "the first parameter is the name of the method, a QString");
    return [function = std::move(function)](const CallContext &call, Rest... rest) mutable ->
           typename FunctionTraits<F>::Result {
               return function(call.method(), std::forward<Rest>(rest)...);
           };
}

} // namespace WebSocketRpc::Detail
