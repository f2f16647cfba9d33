// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/calloptions.h>
#include <websocketrpc/detail/startedcall.h>
#include <websocketrpc/detail/withrequest.h>

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
        return Detail::withRequest(starter<Reply<R>>(), method, arguments...);
    }
    template<typename R>
    Reply<R> call(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return start<Reply<R>>({method, Detail::ViewsOfArguments(arguments), true});
    }
    template<typename R>
    Reply<R> call(QAnyStringView method, const Arguments &arguments)
    {
        return start<Reply<R>>({method, Detail::ViewsOfArguments(arguments), arguments.isNamed()});
    }
    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) Reply<Detail::MethodResult<Method>> call(
        A &&...arguments)
    {
        return startOf<Method, Reply<Detail::MethodResult<Method>>>(std::forward<A>(arguments)...);
    }

    // Calls of methods that return a Stream<T>, which <websocketrpc/stream.h> defines.
    template<typename T, typename... A>
    Stream<T> stream(QAnyStringView method, const A &...arguments)
    {
        return Detail::withRequest(starter<Stream<T>>(), method, arguments...);
    }
    template<typename T>
    Stream<T> stream(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return start<Stream<T>>({method, Detail::ViewsOfArguments(arguments), true});
    }
    template<typename T>
    Stream<T> stream(QAnyStringView method, const Arguments &arguments)
    {
        return start<Stream<T>>({method, Detail::ViewsOfArguments(arguments), arguments.isNamed()});
    }
    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) Detail::MethodResult<Method> stream(A &&...arguments)
    {
        return startOf<Method, Detail::MethodResult<Method>>(std::forward<A>(arguments)...);
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
        Detail::withRequest(notifier(), method, arguments...);
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
            Detail::reportUnsent(*problem);
        else
            Detail::withRequestOf<Method>(notifier(), std::forward<A>(arguments)...);
    }

private:
    Caller &self() { return static_cast<Caller &>(*this); }
    auto notifier()
    {
        return [this](const Detail::CallRequest &request) { self().startNotification(request); };
    }
    template<typename Given>
    auto starter()
    {
        return [this](const Detail::CallRequest &request) { return start<Given>(request); };
    }
    template<typename Given> // a Reply<R> or a Stream<T>
    Given start(const Detail::CallRequest &request)
    {
        return Detail::startedCall<Given>(
            request, [this](const Detail::CallRequest &sent, Detail::ResultPromise promise) {
                return self().startCall(sent, std::move(promise));
            });
    }
    template<auto Method, typename Given, typename... A>
    Given startOf(A &&...arguments)
    {
        if (const Error *const problem = Detail::problemOfCall<Method, sizeof...(A), true>())
            return Detail::failedCall<Given>(*problem);
        return Detail::withRequestOf<Method>(starter<Given>(), std::forward<A>(arguments)...);
    }
};

} // namespace WebSocketRpc
