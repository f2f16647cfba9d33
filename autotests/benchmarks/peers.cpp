// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "peers.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWebSocket>
#include <QWebSocketServer>

#include <deque>
#include <unordered_map>

class Adder : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
};

namespace {

void waitUntil(const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.hasExpired(10'000))
            throw std::runtime_error("no connection within 10 s");
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
}

class RpcPeer final : public BenchmarkPeer
{
public:
    RpcPeer(const QUrl &url, bool sharesFrames) : m_client(url)
    {
        m_client.setSharesFrames(sharesFrames);
        m_client.open();
        waitUntil([this] { return m_client.isConnected(); });
    }

    void call(std::function<void()> answered) override
    {
        m_client.call<int>("add", 1, 2).then([answered = std::move(answered)](int) { answered(); });
    }

private:
    WebSocketRpc::Client m_client;
};

class SocketPeer : public BenchmarkPeer
{
public:
    explicit SocketPeer(const QUrl &url)
    {
        socket.open(url);
        waitUntil([this] { return socket.isValid(); });
    }

protected:
    QWebSocket socket;
};

class EchoPeer final : public SocketPeer
{
public:
    explicit EchoPeer(const QUrl &url) : SocketPeer(url)
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &) {
                const auto answered = std::move(m_waiting.front());
                m_waiting.pop_front();
                answered();
            });
    }

    void call(std::function<void()> answered) override
    {
        m_waiting.push_back(std::move(answered));
        socket.sendTextMessage(m_message);
    }

private:
    // As many bytes as a call has.
    const QString m_message =
        QStringLiteral(R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":100000})");
    std::deque<std::function<void()>> m_waiting;
};

class DocumentPeer final : public SocketPeer
{
public:
    explicit DocumentPeer(const QUrl &url) : SocketPeer(url)
    {
        QObject::connect(
            &socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
                const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
                auto entry = m_waiting.extract(message[QStringLiteral("id")].toInteger());
                if (!entry.empty() && message[QStringLiteral("result")].toInt() == 3)
                    entry.mapped()();
            });
    }

    void call(std::function<void()> answered) override
    {
        m_waiting.emplace(++m_id, std::move(answered));
        const QJsonObject message = {{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
            {QStringLiteral("method"), QStringLiteral("add")},
            {QStringLiteral("params"), QJsonArray{1, 2}}, {QStringLiteral("id"), m_id}};
        socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }

private:
    qint64 m_id = 0;
    std::unordered_map<qint64, std::function<void()>> m_waiting;
};

QString answerByHand(const QString &text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    QJsonObject answer = {{QStringLiteral("jsonrpc"), QStringLiteral("2.0")},
        {QStringLiteral("id"), message[QStringLiteral("id")]}};
    const QJsonArray parameters = message[QStringLiteral("params")].toArray();
    if (message[QStringLiteral("method")].toString() == QLatin1StringView("add"))
        answer[QStringLiteral("result")] = parameters[0].toInt() + parameters[1].toInt();
    return QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact));
}

QUrl serveSockets(const std::function<QString(const QString &)> &answer)
{
    auto *server = new QWebSocketServer(
        QString(), QWebSocketServer::NonSecureMode, QCoreApplication::instance());
    QObject::connect(server, &QWebSocketServer::newConnection, server, [server, answer] {
        QWebSocket *const socket = server->nextPendingConnection();
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket,
            [socket, answer](const QString &text) { socket->sendTextMessage(answer(text)); });
        QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    });
    if (!server->listen(QHostAddress::LocalHost))
        throw std::runtime_error("cannot listen");
    return server->serverUrl();
}

QUrl serveRpc()
{
    auto *server = new WebSocketRpc::Server(QCoreApplication::instance());
    server->expose(new Adder);
    if (!server->listen())
        throw std::runtime_error("cannot listen");
    return server->url();
}

} // namespace

const char *nameOf(PeerKind kind)
{
    switch (kind) {
    case PeerKind::Rpc:
        return "websocketrpc";
    case PeerKind::PlainRpc:
        return "one per frame";
    case PeerKind::Echo:
        return "echo";
    case PeerKind::Document:
        return "qjsondocument";
    }
    Q_UNREACHABLE();
}

std::unique_ptr<BenchmarkPeer> connectPeer(PeerKind kind, const QUrl &url)
{
    switch (kind) {
    case PeerKind::Rpc:
    case PeerKind::PlainRpc:
        return std::make_unique<RpcPeer>(url, kind == PeerKind::Rpc);
    case PeerKind::Echo:
        return std::make_unique<EchoPeer>(url);
    case PeerKind::Document:
        return std::make_unique<DocumentPeer>(url);
    }
    Q_UNREACHABLE();
}

QUrl servePeer(PeerKind kind)
{
    switch (kind) {
    case PeerKind::Rpc:
    case PeerKind::PlainRpc:
        return serveRpc();
    case PeerKind::Echo:
        return serveSockets([](const QString &text) { return text; });
    case PeerKind::Document:
        return serveSockets(answerByHand);
    }
    Q_UNREACHABLE();
}

#include "peers.moc"
