// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamconsumer.h>

#include <QtCore/qfutureinterface.h>
#include <QtCore/qfuturewatcher.h>

namespace WebSocketRpc::Detail {

// Reports the values of a stream to a QFuture, by which they can be suspended and cancelled.
class WEBSOCKETRPC_EXPORT FutureConsumer : public StreamConsumer
{
public:
    void start(const std::weak_ptr<StreamReader> &reader) final;
    void finish(const std::exception_ptr &failure) final;

protected:
    explicit FutureConsumer(const QFutureInterfaceBase &future) : m_future(future) { }

private:
    virtual void fail(const std::exception_ptr &failure) = 0;

    QFutureInterfaceBase m_future;
    std::unique_ptr<QFutureWatcher<void>> m_watcher;
};

template<typename T>
class FutureConsumerOf final : public FutureConsumer
{
public:
    explicit FutureConsumerOf(const QFutureInterface<T> &future)
        : FutureConsumer(future)
        , m_future(future)
    {
    }

    void consume(StreamBatch &values, const StreamReader &) override
    {
        m_future.reportResults(values.as<T>());
    }

private:
    void fail(const std::exception_ptr &failure) override { m_future.reportException(failure); }

    QFutureInterface<T> m_future;
};

} // namespace WebSocketRpc::Detail
