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
    Q_PROPERTY(int number MEMBER m_number NOTIFY numberChanged)

public:
    using QObject::QObject;

    Q_INVOKABLE int add(int a, int b) { return a + b; }

Q_SIGNALS:
    void numberChanged();

private:
    int m_number = 0;
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
constexpr int propertyUpdate = 2;
constexpr int init = 3;
constexpr int idle = 4;
constexpr int invokeMethod = 6;
constexpr int setProperty = 9;

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

// It is told of changes, up to 50 ms late, once it has said that it is idle.
class WebChannelChangeWork final : public SocketWork
{
public:
    explicit WebChannelChangeWork(const QUrl &url) : SocketWork(url)
    {
        QObject::connect(&socket(), &QWebSocket::textMessageReceived, &socket(),
            [this](const QString &text) { receive(messageOf(text)); });
        send({{QStringLiteral("type"), init}, {QStringLiteral("id"), 1}});
        waitUntil([this] { return m_property >= 0; });
    }

    void start(std::function<void()> done) override
    {
        m_done = std::move(done);
        send({{QStringLiteral("type"), setProperty},
            {QStringLiteral("object"), QStringLiteral("adder")},
            {QStringLiteral("property"), m_property}, {QStringLiteral("value"), ++m_latest}});
    }

private:
    void send(const QJsonObject &message) { socket().sendTextMessage(textOf(message)); }

    void receive(const QJsonObject &message)
    {
        if (message[QStringLiteral("id")].toInt() == 1)
            findProperty(message[QStringLiteral("data")][QStringLiteral("adder")]);
        else if (message[QStringLiteral("type")].toInt() == propertyUpdate)
            readUpdate(message[QStringLiteral("data")].toArray());
    }

    void findProperty(const QJsonValue &object)
    {
        const QJsonArray properties = object[QStringLiteral("properties")].toArray();
        for (const QJsonValue &property : properties) {
            if (property[1].toString() == QLatin1StringView("number"))
                m_property = property[0].toInt();
        }
        send({{QStringLiteral("type"), idle}});
    }

    void readUpdate(const QJsonArray &objects)
    {
        send({{QStringLiteral("type"), idle}});
        const QString key = QString::number(m_property);
        const bool isLatest = objects[0][QStringLiteral("properties")][key].toInt() == m_latest;
        if (const auto done = isLatest ? std::exchange(m_done, {}) : nullptr)
            done();
    }

    int m_property = -1;
    int m_latest = 0;
    std::function<void()> m_done;
};

} // namespace

Service serveWebChannel(const ServeOptions &options)
{
    auto *channel = new QWebChannel;
    channel->registerObject(QStringLiteral("adder"), new ChannelAdder(channel));
    Service service = serveSockets(options,
        [channel](QWebSocket *socket) { channel->connectTo(new SocketTransport(socket)); });
    channel->setParent(service.server.get());
    return service;
}

std::unique_ptr<Work> connectWebChannel(const LoadOptions &options)
{
    if (options.task == Task::Change)
        return std::make_unique<WebChannelChangeWork>(options.url);
    if (options.task != Task::Add)
        fail(QStringLiteral("no such task with QtWebChannel"));
    return std::make_unique<WebChannelWork>(options.url);
}

} // namespace Benchmarks

#include "webchannel.moc"
