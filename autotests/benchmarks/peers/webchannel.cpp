// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "webchannel.h"

#include "jsonwork.h"

#include <QJsonArray>
#include <QWebChannel>
#include <QWebChannelAbstractTransport>

namespace Benchmarks {

class ChannelAdder : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    Q_INVOKABLE int add(int a, int b) { return a + b; }
};

class SocketTransport : public QWebChannelAbstractTransport
{
    Q_OBJECT

public:
    explicit SocketTransport(QWebSocket *socket)
        : QWebChannelAbstractTransport(socket)
        , m_socket(socket)
    {
        connect(socket, &QWebSocket::textMessageReceived, this,
            [this](const QString &text) { Q_EMIT messageReceived(messageOf(text), this); });
    }

    void sendMessage(const QJsonObject &message) override
    {
        m_socket->sendTextMessage(textOf(message));
    }

private:
    QWebSocket *const m_socket;
};

namespace {

// QtWebChannel's message types.
constexpr int init = 3;
constexpr int invokeMethod = 6;

class WebChannelWork final : public JsonWork
{
public:
    explicit WebChannelWork(const QUrl &url) : JsonWork(url)
    {
        start([] {});
        waitUntil([this] { return m_method >= 0; });
    }

private:
    QJsonObject request(qint64 id) const override
    {
        if (m_method < 0)
            return {{QStringLiteral("type"), init}, {QStringLiteral("id"), id}};
        return {{QStringLiteral("type"), invokeMethod}, {QStringLiteral("id"), id},
            {QStringLiteral("object"), QStringLiteral("adder")},
            {QStringLiteral("method"), m_method}, {QStringLiteral("args"), QJsonArray{1, 2}}};
    }

    bool isRight(const QJsonObject &answer) override
    {
        const QJsonValue data = answer[QStringLiteral("data")];
        if (m_method >= 0)
            return data.toInt() == 3;
        const QJsonArray methods =
            data[QStringLiteral("adder")][QStringLiteral("methods")].toArray();
        for (const QJsonValue &method : methods) {
            if (method[0].toString() == QLatin1StringView("add"))
                m_method = method[1].toInt();
        }
        return m_method >= 0;
    }

    int m_method = -1;
};

} // namespace

Service serveWebChannel(const ServeOptions &)
{
    auto *channel = new QWebChannel;
    channel->registerObject(QStringLiteral("adder"), new ChannelAdder(channel));
    Service service = serveSockets(
        [channel](QWebSocket *socket) { channel->connectTo(new SocketTransport(socket)); });
    channel->setParent(service.server.get());
    return service;
}

std::unique_ptr<Work> connectWebChannel(const LoadOptions &options)
{
    if (options.task != Task::Add)
        fail(QStringLiteral("no such task with QtWebChannel"));
    return std::make_unique<WebChannelWork>(options.url);
}

} // namespace Benchmarks

#include "webchannel.moc"
