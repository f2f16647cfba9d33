// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/server.h>
#include <websocketrpc/stream.h>
#include <websocketrpc/streamwriter.h>

#include <QDateTime>
#include <QPromise>
#include <QtQml/qqmlregistration.h>

// The methods that the tests call, through TestServer.
class TestService : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QString concat(const QString &a = {}, const QString &b = {}) { return a + b; }
    Q_INVOKABLE QVariant echo(const QVariant &value) { return value; }
    Q_INVOKABLE QDateTime nextDay(const QDateTime &date) { return date.addDays(1); }
    Q_INVOKABLE QByteArray reversed(const QByteArray &bytes);
    Q_INVOKABLE void fail(int code, const QString &message, const QJsonValue &data);
    // Answered by TestServer::answer().
    Q_INVOKABLE QFuture<QString> later(
        const WebSocketRpc::CallContext &context, const QString &text);
    // Calls the caller and returns the result.
    Q_INVOKABLE QFuture<QVariant> callBack(const WebSocketRpc::CallContext &context,
        const QString &method, const QVariantList &arguments);
    Q_INVOKABLE void toString() { ++calls; }
    Q_INVOKABLE void then() { ++calls; }
    // Integers that JavaScript numbers can represent, and some that they cannot.
    Q_INVOKABLE QVariantMap integers() const;

    Q_INVOKABLE WebSocketRpc::Stream<int> numbers(int count); // from 0
    Q_INVOKABLE WebSocketRpc::Stream<QVariant> values(const QVariantList &values);
    Q_INVOKABLE WebSocketRpc::Stream<int> failingNumbers(int count); // fails after them
    Q_INVOKABLE WebSocketRpc::Stream<QVariant> written(); // by TestServer

    struct Waiting
    {
        QString text;
        WebSocketRpc::CallContext context;
        QPromise<QString> promise;
    };

    int calls = 0;
    int madeNumbers = 0;
    int openStreams = 0;
    std::optional<WebSocketRpc::StreamWriter<QVariant>> writer; // of the last written()
    std::vector<Waiting> waiting;
};

// A server in this process, on a free port of the loopback interface.
class TestServer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QUrl url READ url NOTIFY urlChanged)
    Q_PROPERTY(QStringList words READ words CONSTANT)

public:
    explicit TestServer(QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const { return m_server.url(); }
    [[nodiscard]] QStringList words() const { return {QStringLiteral("a"), QStringLiteral("b")}; }

    Q_INVOKABLE int waitingCalls() const { return int(m_service.waiting.size()); }
    [[nodiscard]] WebSocketRpc::Channel *channel() const
    {
        return m_server.channels().constFirst();
    }

    Q_INVOKABLE void stop();
    Q_INVOKABLE void restart(); // on the same port
    Q_INVOKABLE void answer(int index); // answers a call of later() with its text
    Q_INVOKABLE void tellProgress(int index, int value, int maximum, const QString &text);
    Q_INVOKABLE bool wantsProgress(int index) const
    {
        return waiting(index).context.wantsProgress();
    }
    Q_INVOKABLE bool isCancelled(int index) const { return waiting(index).promise.isCanceled(); }
    Q_INVOKABLE int madeNumbers() const { return m_service.madeNumbers; }
    Q_INVOKABLE int openStreams() const { return m_service.openStreams; }
    Q_INVOKABLE bool hasWriter() const { return m_service.writer.has_value(); }
    Q_INVOKABLE void write(const QJsonValue &value) { m_service.writer->write(value.toVariant()); }
    Q_INVOKABLE bool isWriterClosed() const { return m_service.writer->isClosed(); }
    Q_INVOKABLE void finishWriting();
    Q_INVOKABLE int channelCount() const { return int(m_server.channels().size()); }
    Q_INVOKABLE int unwantedCalls() const { return m_service.calls; }
    Q_INVOKABLE QString header(const QString &name) const; // of the latest handshake

Q_SIGNALS:
    void urlChanged();

private:
    [[nodiscard]] const TestService::Waiting &waiting(int index) const
    {
        return m_service.waiting[std::size_t(index)];
    }

    TestService m_service;
    WebSocketRpc::Server m_server;
    WebSocketRpc::PeerInfo m_handshake;
    quint16 m_port = 0;
};
