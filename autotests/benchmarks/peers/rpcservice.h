// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "payload.h"
#include "work.h"

#include <websocketrpc/server.h>

#include <QPromise>

#include <chrono>
#include <vector>

namespace Benchmarks {

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
