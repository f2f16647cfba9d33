// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/futureconsumer.h>
#include <websocketrpc/detail/futuresource.h>
#include <websocketrpc/detail/generator.h>
#include <websocketrpc/detail/replysource.h>
#include <websocketrpc/detail/simplesources.h>
#include <websocketrpc/detail/streambase.h>
#include <websocketrpc/readahead.h>
#include <websocketrpc/reply.h>

#include <initializer_list>

namespace WebSocketRpc {

template<typename T>
class Stream : public Detail::StreamBase
{
public:
    Stream() : Detail::StreamBase(Detail::streamTypeOf<T>()) { }
    explicit Stream(std::unique_ptr<Detail::StreamSource> source)
        : Detail::StreamBase(Detail::streamTypeOf<T>(), std::move(source))
    {
    }
    // What a call comes to, and its values from then on.
    static Stream of(const Detail::ReplyStateBase::Pointer &reply, const Detail::CallHandle &call)
    {
        return Stream(Detail::sourceOfReply(
            Detail::streamTypeOf<T>(), reply, call, &Detail::streamInReply<Stream>));
    }
#ifdef __cpp_impl_coroutine
    struct promise_type : Detail::GeneratorPromise<T, Stream>
    {
    };
#endif

    template<typename R>
    requires(Detail::RangeOf<T, R>) [[nodiscard]] static Stream from(R range)
    {
        return Stream(std::make_unique<Detail::RangeSource<T, R>>(std::move(range)));
    }
    [[nodiscard]] static Stream from(std::initializer_list<T> values)
    {
        return from(QList<T>(values));
    }
    [[nodiscard]] static Stream from(const QFuture<T> &results)
    {
        return Stream(std::make_unique<Detail::FutureSourceOf<T>>(results));
    }
    template<typename F>
    [[nodiscard]] static Stream generate(F &&function)
    {
        return Stream(std::make_unique<Detail::FunctionSource<T, std::decay_t<F>>>(
            std::forward<F>(function)));
    }

    void cancel() const
    {
        Detail::StreamBase::cancel();
    }
    void setReadAhead(const ReadAhead &readAhead) const
    {
        Detail::StreamBase::setReadAhead(readAhead);
    }
    [[nodiscard]] ReadAhead readAhead() const
    {
        return Detail::StreamBase::readAhead();
    }

    template<typename F>
    Reply<void> each(QObject *context, F &&function) const
    {
        return readBy<Detail::EachConsumer<T, std::decay_t<F>>>(context, std::forward<F>(function));
    }
    template<typename F>
    Reply<void> eachBatch(QObject *context, F &&function) const
    {
        return readBy<Detail::BatchConsumer<T, std::decay_t<F>>>(
            context, std::forward<F>(function));
    }
    Reply<std::optional<T>> next() const
    {
        using State = Detail::ReplyState<std::optional<T>>;
        const typename State::Pointer state(new State);
        return Reply<std::optional<T>>(state, readNext(1, state.data(), &settleWithOne));
    }
    Reply<QList<T>> next(qsizetype most) const
    {
        const typename Detail::ReplyState<QList<T>>::Pointer state(
            new Detail::ReplyState<QList<T>>);
        return Reply<QList<T>>(state, readNext(most, state.data(), &settleWithList));
    }
    Reply<QList<T>> toList() const
    {
        const typename Detail::ReplyState<QList<T>>::Pointer state(
            new Detail::ReplyState<QList<T>>);
        return Reply<QList<T>>(
            state, read(nullptr, std::make_unique<Detail::ListConsumer<T>>(), state.data()));
    }
    [[nodiscard]] QFuture<T> future() const
    {
        QFutureInterface<T> future(QFutureInterfaceBase::State(
            QFutureInterfaceBase::Started | QFutureInterfaceBase::Running));
        read(nullptr, std::make_unique<Detail::FutureConsumerOf<T>>(future), nullptr);
        return future.future();
    }
    operator QFuture<T>() const
    {
        return future();
    }

private:
    template<typename Consumer, typename F>
    Reply<void> readBy(QObject *context, F &&function) const
    {
        const Detail::ReplyState<void>::Pointer state(new Detail::ReplyState<void>);
        return Reply<void>(state,
            read(context, std::make_unique<Consumer>(std::forward<F>(function)), state.data()));
    }

    static void settleWithOne(Detail::ReplyStateBase &reply, Detail::StreamBatch &values)
    {
        std::optional<T> one;
        if (!values.isEmpty())
            one = std::move(values.as<T>().first());
        reply.succeed(&one);
    }
    static void settleWithList(Detail::ReplyStateBase &reply, Detail::StreamBatch &values)
    {
        reply.succeed(&values.as<T>());
    }
};

} // namespace WebSocketRpc
