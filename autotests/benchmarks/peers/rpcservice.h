// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "payload.h"
#include "work.h"

#include <websocketrpc/registertype.h>
#include <websocketrpc/server.h>
#include <websocketrpc/stream.h>

#include <QPromise>

#include <chrono>
#include <numeric>
#include <optional>
#include <vector>

namespace Benchmarks {

struct Parcel
{
    Q_GADGET
    Q_PROPERTY(int number MEMBER number)
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(double value MEMBER value)

public:
    [[nodiscard]] static Parcel of(int number)
    {
        return {number, QStringLiteral("row"), number / 4.0};
    }
    friend bool operator==(const Parcel &, const Parcel &) = default;

    int number = 0;
    QString name;
    double value = 0;
};

class RpcService : public QObject
{
    Q_OBJECT

public:
    explicit RpcService(WebSocketRpc::Server *server, QObject *parent = nullptr)
        : QObject(parent)
        , m_server(server)
    {
    }

    Q_INVOKABLE int add(int a, int b) { return a + b; }

    Q_INVOKABLE QString echoText(const QString &text) { return text; }
    Q_INVOKABLE QByteArray echoBytes(const QByteArray &bytes) { return bytes; }
    Q_INVOKABLE QList<double> echoDoubles(const QList<double> &numbers) { return numbers; }

    Q_INVOKABLE QList<int> intList(int count)
    {
        QList<int> values(count);
        std::iota(values.begin(), values.end(), 0);
        return values;
    }
    Q_INVOKABLE WebSocketRpc::Stream<int> intStream(int count)
    {
        return WebSocketRpc::Stream<int>::generate([next = 0, count]() mutable {
            return next < count ? std::optional(next++) : std::nullopt;
        });
    }
    Q_INVOKABLE QList<Benchmarks::Parcel> parcelList(int count)
    {
        QList<Parcel> parcels;
        parcels.reserve(count);
        for (int i = 0; i < count; ++i)
            parcels.append(Parcel::of(i));
        return parcels;
    }
    Q_INVOKABLE WebSocketRpc::Stream<Benchmarks::Parcel> parcelStream(int count)
    {
        return WebSocketRpc::Stream<Parcel>::generate([next = 0, count]() mutable {
            return next < count ? std::optional(Parcel::of(next++)) : std::nullopt;
        });
    }

    Q_INVOKABLE int spin(int microseconds)
    {
        using Clock = std::chrono::steady_clock;
        const Clock::time_point end = Clock::now() + std::chrono::microseconds(microseconds);
        while (Clock::now() < end) { }
        return microseconds;
    }

    Q_INVOKABLE QFuture<int> never()
    {
        QPromise<int> &promise = m_unanswered.emplace_back();
        promise.start();
        return promise.future();
    }

    Q_INVOKABLE void note(int weight) { m_notes += weight; }
    Q_INVOKABLE int takeNotes() { return std::exchange(m_notes, 0); }

    Q_INVOKABLE int tellAll(const QString &news)
    {
        const QList<WebSocketRpc::Channel *> channels = m_server->channels();
        for (WebSocketRpc::Channel *channel : channels)
            channel->notify("hear", news);
        return int(channels.size());
    }

private:
    WebSocketRpc::Server *const m_server;
    std::vector<QPromise<int>> m_unanswered;
    int m_notes = 0;
};

// What clients follow.
class Board : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int number READ number WRITE setNumber NOTIFY numberChanged)

public:
    using QObject::QObject;

    [[nodiscard]] int number() const { return m_number; }
    void setNumber(int number)
    {
        m_number = number;
        Q_EMIT numberChanged();
    }
    Q_INVOKABLE void tell(const QString &news) { Q_EMIT told(news); }

Q_SIGNALS:
    void numberChanged();
    void told(const QString &news);

private:
    int m_number = 0;
};

// Exposed many times, with a different prefix each.
class TenMethods : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE void first() { }
    Q_INVOKABLE void second() { }
    Q_INVOKABLE void third() { }
    Q_INVOKABLE void fourth() { }
    Q_INVOKABLE void fifth() { }
    Q_INVOKABLE void sixth() { }
    Q_INVOKABLE void seventh() { }
    Q_INVOKABLE void eighth() { }
    Q_INVOKABLE void ninth() { }
    Q_INVOKABLE void tenth() { }
};

// The object that clients expose to receive news.
class Listener : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void hear(const QString &news)
    {
        if (news != newsText())
            fail(QStringLiteral("wrong news"));
        if (const auto heard = std::exchange(m_heard, {}))
            heard();
    }

    void setHeard(std::function<void()> heard) { m_heard = std::move(heard); }

private:
    std::function<void()> m_heard;
};

} // namespace Benchmarks
