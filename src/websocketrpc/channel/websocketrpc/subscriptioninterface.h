// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/declaredmethod.h>
#include <websocketrpc/detail/signalhandler.h>
#include <websocketrpc/subscription.h>

namespace WebSocketRpc {

// The peer's signals, for everything that can follow them. Owner has
//     Subscription addSubscription(
//         QObject *context, Handler handler, const QByteArrayList &parameterNames);
template<typename Owner>
class SubscriptionInterface
{
public:
    template<typename Context, typename F>
    [[nodiscard]] Subscription subscribe(QAnyStringView signal, Context *context, F &&function)
    {
        Detail::Handler handler =
            WebSocketRpc::Detail::handlerFor(context, std::forward<F>(function));
        handler.method = signal.toString().toUtf8();
        return self().addSubscription(context, std::move(handler), {});
    }

    template<auto Signal, typename Context, typename F>
    requires(Detail::CallableMethod<Signal>) [[nodiscard]] Subscription
        subscribe(Context *context, F &&function)
    {
        Detail::Handler handler = WebSocketRpc::Detail::signalHandler<decltype(Signal)>(
            context, std::forward<F>(function));
        constexpr std::string_view name = Detail::methodName<Signal>();
        handler.method = QByteArray(name.data(), qsizetype(name.size()));
        return self().addSubscription(
            context, std::move(handler), Detail::parameterNames<Signal>());
    }

private:
    Owner &self() { return static_cast<Owner &>(*this); }
};

} // namespace WebSocketRpc
