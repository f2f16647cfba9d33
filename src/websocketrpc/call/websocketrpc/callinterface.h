// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/calloptions.h>
#include <websocketrpc/detail/argumentviews.h>
#include <websocketrpc/detail/callrequest.h>
#include <websocketrpc/detail/declaredmethod.h>
#include <websocketrpc/detail/resultpromise.h>
#include <websocketrpc/reply.h>

#include <span>

namespace WebSocketRpc {

template<typename T>
class Stream;

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
        return WebSocketRpc::Detail::withViews(
            [&](std::span<const Detail::ArgumentView> views) {
                return start<R>({method, views});
            },
            Detail::argumentValue(arguments)...);
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return start<R>({method, Detail::ViewsOfArguments(arguments), true});
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, const Arguments &arguments)
    {
        return start<R>({method, Detail::ViewsOfArguments(arguments), arguments.isNamed()});
    }

    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) Reply<Detail::MethodResult<Method>> call(
        A &&...arguments)
    {
        if (const Error *const problem = Detail::problemOfCall<Method, sizeof...(A), true>())
            return failed<Detail::MethodResult<Method>>(*problem);
        return WebSocketRpc::Detail::withConverted<Method>(
            [&](std::span<const Detail::ArgumentView> views) {
                return start<Detail::MethodResult<Method>>(
                    {nameOf<Method>(), views, false, &Detail::parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

    // Calls of methods that return a Stream<T>, which <websocketrpc/stream.h> defines.
    template<typename T, typename... A>
    Stream<T> stream(QAnyStringView method, const A &...arguments)
    {
        return WebSocketRpc::Detail::withViews(
            [&](std::span<const Detail::ArgumentView> views) {
                return startStream<Stream<T>>({method, views});
            },
            Detail::argumentValue(arguments)...);
    }

    template<typename T>
    Stream<T> stream(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return startStream<Stream<T>>({method, Detail::ViewsOfArguments(arguments), true});
    }

    template<typename T>
    Stream<T> stream(QAnyStringView method, const Arguments &arguments)
    {
        return startStream<Stream<T>>(
            {method, Detail::ViewsOfArguments(arguments), arguments.isNamed()});
    }

    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) Detail::MethodResult<Method> stream(A &&...arguments)
    {
        using Result = Detail::MethodResult<Method>;
        if (const Error *const problem = Detail::problemOfCall<Method, sizeof...(A), true>())
            return failedStream<Result>(*problem);
        return WebSocketRpc::Detail::withConverted<Method>(
            [&](std::span<const Detail::ArgumentView> views) {
                return startStream<Result>(
                    {nameOf<Method>(), views, false, &Detail::parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

    // These say what is missing.
    template<auto... None, typename... A>
    requires(sizeof...(None) == 0) void call(QAnyStringView, const A &...)
    {
        static_assert(sizeof...(None) > 0, "name the type of the result, call<int>(...)");
    }
    template<auto... None>
    requires(sizeof...(None) == 0) void call(QAnyStringView, std::initializer_list<NamedArgument>)
    {
        static_assert(sizeof...(None) > 0, "name the type of the result, call<int>(...)");
    }

    template<typename... A>
    void notify(QAnyStringView method, const A &...arguments)
    {
        WebSocketRpc::Detail::withViews(
            [&](std::span<const Detail::ArgumentView> views) {
                self().startNotification({method, views});
            },
            Detail::argumentValue(arguments)...);
    }

    void notify(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        self().startNotification({method, Detail::ViewsOfArguments(arguments), true});
    }

    void notify(QAnyStringView method, const Arguments &arguments)
    {
        self().startNotification(
            {method, Detail::ViewsOfArguments(arguments), arguments.isNamed()});
    }

    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) void notify(A &&...arguments)
    {
        if (const Error *const problem = Detail::problemOfCall<Method, sizeof...(A), false>())
            return Detail::reportUnsent(*problem);
        WebSocketRpc::Detail::withConverted<Method>(
            [&](std::span<const Detail::ArgumentView> views) {
                self().startNotification(
                    {nameOf<Method>(), views, false, &Detail::parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

private:
    Caller &self() { return static_cast<Caller &>(*this); }

    template<typename R>
    Reply<R> start(const Detail::CallRequest &request)
    {
        const typename Detail::ReplyState<R>::Pointer state(new Detail::ReplyState<R>);
        state->setMethod(request.method);
        return Reply<R>(state, self().startCall(request, Detail::ResultPromise(state)));
    }

    template<typename S>
    S startStream(const Detail::CallRequest &request)
    {
        const typename Detail::ReplyState<S>::Pointer state(new Detail::ReplyState<S>);
        state->setMethod(request.method);
        return S::of(state, self().startCall(request, Detail::ResultPromise(state)));
    }

    template<typename S>
    static S failedStream(const Error &error)
    {
        const Detail::ReplyStateBase::Pointer state(new Detail::ReplyState<S>);
        Detail::ResultPromise(state).fail(error);
        return S::of(state, {});
    }

    template<typename R>
    static Reply<R> failed(const Error &error)
    {
        const typename Detail::ReplyState<R>::Pointer state(new Detail::ReplyState<R>);
        Detail::ResultPromise(state).fail(error);
        return Reply<R>(state);
    }

    template<auto Method>
    static QAnyStringView nameOf()
    {
        constexpr std::string_view name = Detail::methodName<Method>();
        return QUtf8StringView(name.data(), qsizetype(name.size()));
    }
};

} // namespace WebSocketRpc
