// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/streamwriter.h>

#include <QMutex>
#include <QPromise>
#include <QThreadPool>

// Streams that go on, end and fail as a test says.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

enum class Order { GoOn, End, Fail };

// What the test tells a maker, which may be in another thread.
class Orders
{
public:
    // Of a source: one is there until its stream is at its end.
    struct Alive
    {
        explicit Alive(std::shared_ptr<Orders> orders) : orders(std::move(orders))
        {
            ++this->orders->m_begun;
            ++this->orders->m_alive;
        }
        ~Alive() { --orders->m_alive; }
        Q_DISABLE_COPY_MOVE(Alive)

        const std::shared_ptr<Orders> orders;
    };

    void give(Order order)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_order == Order::GoOn)
            m_order = order;
        obey();
    }
    [[nodiscard]] Order order() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_order;
    }
    void write()
    {
        const QMutexLocker lock(&m_mutex);
        ++m_wanted;
        if (m_writer)
            m_writer->write(++m_written);
    }
    [[nodiscard]] Stream<int> begin()
    {
        const QMutexLocker lock(&m_mutex);
        ++m_begun;
        m_writer.emplace();
        const Stream<int> stream = m_writer->stream();
        m_writer->write(++m_written);
        obey();
        return stream;
    }

    [[nodiscard]] int wanted() const { return m_wanted; }
    [[nodiscard]] bool hasBegun() const { return m_begun > 0; }
    [[nodiscard]] bool isOver() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_alive == 0 && (!m_writer || m_writer->isClosed());
    }

private:
    void obey()
    {
        if (m_writer && m_order == Order::End)
            m_writer->finish();
        if (m_writer && m_order == Order::Fail)
            m_writer->fail(Error(7, u"no more"_s));
    }

    mutable QMutex m_mutex;
    Order m_order = Order::GoOn;
    std::optional<StreamWriter<int>> m_writer;
    int m_written = 0;
    std::atomic_int m_wanted = 1;
    std::atomic_int m_begun = 0;
    std::atomic_int m_alive = 0;
};

class Maker : public QObject
{
    Q_OBJECT

public:
    explicit Maker(std::shared_ptr<Orders> orders) : m_orders(std::move(orders)) { }

    Q_INVOKABLE WebSocketRpc::Stream<int> made()
    {
        const auto alive = std::make_shared<Orders::Alive>(m_orders);
        return Stream<int>::generate([alive, last = 0]() mutable -> std::optional<int> {
            const Order order = alive->orders->order();
            if (order == Order::Fail)
                throw Error(7, u"no more"_s);
            return order == Order::End ? std::nullopt : std::optional(++last);
        });
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> written() { return m_orders->begin(); }
    // A thread of the pool makes the results of a future, as many as it is told to.
    Q_INVOKABLE WebSocketRpc::Stream<int> pooled()
    {
        const auto promise = std::make_shared<QPromise<int>>();
        promise->start();
        const auto alive = std::make_shared<Orders::Alive>(m_orders);
        QThreadPool::globalInstance()->start([promise, alive] {
            const Orders &orders = *alive->orders;
            int last = 0;
            while (orders.order() == Order::GoOn && !promise->isCanceled()) {
                if (last < orders.wanted())
                    promise->addResult(++last);
                else
                    QThread::yieldCurrentThread();
            }
            if (orders.order() == Order::Fail)
                promise->setException(Error(7, u"no more"_s));
            promise->finish();
        });
        return Stream<int>::from(promise->future());
    }

private:
    const std::shared_ptr<Orders> m_orders;
};

} // namespace WebSocketRpc
