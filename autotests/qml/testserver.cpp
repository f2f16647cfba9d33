// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "testserver.h"

#include <algorithm>
#include <limits>

QByteArray TestService::reversed(const QByteArray &bytes)
{
    QByteArray result = bytes;
    std::ranges::reverse(result);
    return result;
}

void TestService::fail(int code, const QString &message, const QJsonValue &data)
{
    throw WebSocketRpc::Error(code, message, data);
}

QFuture<QString> TestService::later(const WebSocketRpc::CallContext &context, const QString &text)
{
    waiting.push_back({text, context, {}});
    waiting.back().promise.start();
    return waiting.back().promise.future();
}

QFuture<QVariant> TestService::callBack(
    const WebSocketRpc::CallContext &context, const QString &method, const QVariantList &arguments)
{
    return context.channel()->call<QVariant>(method, WebSocketRpc::Arguments(arguments));
}

QVariantMap TestService::integers() const
{
    constexpr qint64 limit = qint64(1) << 53;
    return {{QStringLiteral("exact"), QVariantList{limit, -limit}},
        {QStringLiteral("large"), QVariantList{limit + 1, -limit - 1}},
        {QStringLiteral("largest"), std::numeric_limits<quint64>::max()}};
}

WebSocketRpc::Stream<int> TestService::numbers(int count)
{
    ++openStreams;
    return WebSocketRpc::Stream<int>::generate(
        [this, count, next = 0,
            open = std::shared_ptr<void>(this, [this](void *) { --openStreams; })]() mutable {
            if (next == count)
                return std::optional<int>();
            ++madeNumbers;
            return std::optional(next++);
        });
}

WebSocketRpc::Stream<QVariant> TestService::values(const QVariantList &values)
{
    return WebSocketRpc::Stream<QVariant>::from(values);
}

WebSocketRpc::Stream<int> TestService::failingNumbers(int count)
{
    return WebSocketRpc::Stream<int>::generate([count, next = 0]() mutable {
        if (next == count)
            throw WebSocketRpc::Error(42, QStringLiteral("no more numbers"));
        return std::optional(next++);
    });
}

WebSocketRpc::Stream<QVariant> TestService::written()
{
    writer.emplace();
    return writer->stream();
}

TestServer::TestServer(QObject *parent) : QObject(parent)
{
    m_server.expose(&m_service);
    m_server.expose(&m_service, {.prefix = QStringLiteral("Test.Service.")});
    connect(&m_server, &WebSocketRpc::Server::channelOpened, this,
        [this](WebSocketRpc::Channel *channel) { m_handshake = channel->peer(); });
    restart();
}

void TestServer::stop()
{
    m_server.close();
}

void TestServer::restart()
{
    if (!m_server.listen(QHostAddress::LocalHost, m_port))
        qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
    m_port = m_server.port();
    Q_EMIT urlChanged();
}

void TestServer::answer(int index)
{
    TestService::Waiting &call = m_service.waiting[std::size_t(index)];
    call.promise.addResult(call.text);
    call.promise.finish();
}

void TestServer::finishWriting()
{
    m_service.writer->finish();
    m_service.writer.reset();
}

void TestServer::tellProgress(int index, int value, int maximum, const QString &text)
{
    QPromise<QString> &promise = m_service.waiting[std::size_t(index)].promise;
    promise.setProgressRange(0, maximum);
    promise.setProgressValueAndText(value, text);
}

QString TestServer::header(const QString &name) const
{
    return QString::fromUtf8(m_handshake.header(name.toUtf8()));
}
