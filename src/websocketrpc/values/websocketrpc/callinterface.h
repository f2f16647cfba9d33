// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/argumentviews.h>
#include <websocketrpc/calloptions.h>
#include <websocketrpc/method.h>
#include <websocketrpc/reply.h>
#include <websocketrpc/resultpromise.h>

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
        return WebSocketRpc::withViews(
            [&](std::span<const ArgumentView> views) {
                return start<R>({method, views});
            },
            argumentValue(arguments)...);
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        return start<R>({method, ViewsOfArguments(arguments), true});
    }

    template<typename R>
    Reply<R> call(QAnyStringView method, const Arguments &arguments)
    {
        return start<R>({method, ViewsOfArguments(arguments), arguments.isNamed()});
    }

    template<auto Method, typename... A>
    requires(CallableMethod<Method>) Reply<MethodResult<Method>> call(A &&...arguments)
    {
        if (const Error *const problem = problemOfCall<Method, sizeof...(A), true>())
            return failed<MethodResult<Method>>(*problem);
        return WebSocketRpc::withConverted<Method>(
            [&](std::span<const ArgumentView> views) {
                return start<MethodResult<Method>>(
                    {nameOf<Method>(), views, false, &parameterNames<Method>});
            },
            std::forward<A>(arguments)...);
    }

    template<typename... A>
    void notify(QAnyStringView method, const A &...arguments)
    {
        WebSocketRpc::withViews(
            [&](std::span<const ArgumentView> views) {
                self().startNotification({method, views});
            },
            argumentValue(arguments)...);
    }

    void notify(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        self().startNotification({method, ViewsOfArguments(arguments), true});
    }

    void notify(QAnyStringView method, const Arguments &arguments)
    {
        self().startNotification({method, ViewsOfArguments(arguments), arguments.isNamed()});
    }

    template<auto Method, typename... A>
    requires(CallableMethod<Method>) void notify(A &&...arguments)
    {
        if (const Error *const problem = problemOfCall<Method, sizeof...(A), false>())
            return reportUnsent(*problem);
        WebSocketRpc::withConverted<Method>(
            [&](std::span<const ArgumentView> views) {
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
        state->setMethod(request.method);
        return Reply<R>(state, self().startCall(request, ResultPromise(state)));
    }

    template<typename R>
    static Reply<R> failed(const Error &error)
    {
        const typename ReplyState<R>::Pointer state(new ReplyState<R>);
        ResultPromise(state).fail(error);
        return Reply<R>(state);
    }

    template<auto Method>
    static QAnyStringView nameOf()
    {
        constexpr std::string_view name = methodName<Method>();
        return QUtf8StringView(name.data(), qsizetype(name.size()));
    }
};

} // namespace WebSocketRpc
