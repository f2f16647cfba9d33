// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/handler.h>
#include <websocketrpc/exposeoptions.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qobject.h>

#include <optional>

namespace WebSocketRpc {

// Handlers by name, for everything that peers call. Owner has
//     void addHandler(QObject *context, Handler handler, const HandlerOptions &options);
//     void removeHandlers(const std::optional<QByteArray> &method, const QObject *context);
template<typename Owner>
class HandlerInterface
{
public:
    template<typename Context, typename F>
    void on(
        QAnyStringView method, Context *context, F &&function, const HandlerOptions &options = {})
    {
        Detail::Handler handler =
            WebSocketRpc::Detail::handlerFor(context, std::forward<F>(function));
        handler.method = toUtf8(method);
        self().addHandler(context, std::move(handler), options);
    }

    template<typename Context, typename F>
    void onAny(Context *context, F &&function)
    {
        using Function = std::decay_t<F>;
        if constexpr (std::is_member_function_pointer_v<Function>) {
            onAny(context,
                Detail::boundMethod(
                    context, function, typename Detail::FunctionTraits<Function>::Parameters()));
        } else {
            static_assert(Detail::HasFunctionTraits<Function>, "the parameters must have types");
            Detail::Handler handler = WebSocketRpc::Detail::handlerFor(context,
                Detail::withMethodName(std::forward<F>(function),
                    typename Detail::FunctionTraits<Function>::Parameters()));
            handler.isCatchAll = true;
            self().addHandler(
                context, std::move(handler), {.ignoreExtraArguments = true, .wholeParams = true});
        }
    }

    void off(QAnyStringView method, const QObject *context = nullptr)
    {
        self().removeHandlers(toUtf8(method), context);
    }
    void off(const QObject *context) { self().removeHandlers(std::nullopt, context); }
    void offAny(const QObject *context = nullptr) { self().removeHandlers(QByteArray(), context); }

private:
    Owner &self() { return static_cast<Owner &>(*this); }

    static QByteArray toUtf8(QAnyStringView text) { return text.toString().toUtf8(); }
};

} // namespace WebSocketRpc
