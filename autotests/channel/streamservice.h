// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/registertype.h>
#include <websocketrpc/streamwriter.h>

#include <QObject>

#include <numeric>

namespace WebSocketRpc {

struct Sample
{
    Q_GADGET
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString name MEMBER name)

public:
    int number = 0;
    QString name;

    friend bool operator==(const Sample &, const Sample &) = default;
};

struct Report
{
    Q_GADGET
    Q_PROPERTY(QString title MEMBER title)
    Q_PROPERTY(WebSocketRpc::Stream<int> rows MEMBER rows)

public:
    QString title;
    Stream<int> rows;
};

inline QList<int> numbersTo(int end)
{
    QList<int> numbers(end);
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

// Methods with streams, which count what they have made and what is left of it.
class StreamService : public QObject
{
    Q_OBJECT

public:
    struct Alive
    {
        explicit Alive(std::atomic_int &number) : count(number) { ++count; }
        ~Alive() { --count; }
        Q_DISABLE_COPY_MOVE(Alive)

        std::atomic_int &count;
    };

    Q_INVOKABLE WebSocketRpc::Stream<int> numbers(int end)
    {
        const Alive variable(alive);
        for (int i = 1; i <= end; ++i) {
            ++made;
            co_yield i;
        }
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> endless()
    {
        const Alive variable(alive);
        for (int i = 1;; ++i) {
            ++made;
            co_yield i;
        }
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> failing(int end)
    {
        const Alive variable(alive);
        for (int i = 1; i <= end; ++i)
            co_yield i;
        throw Error(7, QStringLiteral("no more"));
    }
    Q_INVOKABLE WebSocketRpc::Stream<WebSocketRpc::Sample> samples(const QString &name, int end)
    {
        for (int i = 1; i <= end; ++i) {
            const Sample sample{i, name}; // GCC 12 destroys one that is written into co_yield twice
            co_yield sample;
        }
    }
    Q_INVOKABLE WebSocketRpc::Stream<QString> texts(int end, int size)
    {
        for (int i = 0; i < end; ++i) {
            ++made;
            co_yield QString(size, QLatin1Char('x'));
        }
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> written()
    {
        writers.push_back(std::make_unique<StreamWriter<int>>());
        return writers.back()->stream();
    }
    Q_INVOKABLE WebSocketRpc::Stream<QString> methodNames(const WebSocketRpc::CallContext &context)
    {
        for (;;)
            co_yield context.method();
    }
    Q_INVOKABLE WebSocketRpc::Report report(int rows)
    {
        return {QStringLiteral("all of them"), numbers(rows)};
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> nothing() { return {}; }
    Q_INVOKABLE QFuture<qint64> sum(const WebSocketRpc::Stream<int> &values)
    {
        const auto total = std::make_shared<qint64>(0);
        return values.each(this, [total](int value) { *total += value; }).then([total] {
            return *total;
        });
    }
    Q_INVOKABLE int drop(WebSocketRpc::Stream<int> values) { return values.state() ? 1 : 0; }
    Q_INVOKABLE QFuture<int> first(const WebSocketRpc::Stream<int> &values)
    {
        return values.next().then([](std::optional<int> value) { return value.value_or(0); });
    }
    Q_INVOKABLE int add(int a, int b) { return a + b; }

    std::atomic_int made = 0;
    std::atomic_int alive = 0;
    std::vector<std::unique_ptr<StreamWriter<int>>> writers;
};

} // namespace WebSocketRpc
