// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "echo.h"

#include "payload.h"
#include "socket.h"

namespace Benchmarks {

namespace {

class TextWork final : public SocketWork
{
public:
    TextWork(const QUrl &url, const QString &message) : SocketWork(url), m_message(message)
    {
        QObject::connect(
            &socket(), &QWebSocket::textMessageReceived, &socket(), [this](const QString &text) {
                if (text != m_message)
                    fail(QStringLiteral("wrong echo"));
                m_waiting.next();
            });
    }

    void start(std::function<void()> done) override
    {
        m_waiting.add(std::move(done));
        socket().sendTextMessage(m_message);
    }

private:
    const QString m_message;
    WaitingLine m_waiting;
};

class BytesWork final : public SocketWork
{
public:
    BytesWork(const QUrl &url, const QByteArray &message) : SocketWork(url), m_message(message)
    {
        QObject::connect(&socket(), &QWebSocket::binaryMessageReceived, &socket(),
            [this](const QByteArray &bytes) {
                if (bytes != m_message)
                    fail(QStringLiteral("wrong echo"));
                m_waiting.next();
            });
    }

    void start(std::function<void()> done) override
    {
        m_waiting.add(std::move(done));
        socket().sendBinaryMessage(m_message);
    }

private:
    const QByteArray m_message;
    WaitingLine m_waiting;
};

class NotesWork final : public SocketWork
{
public:
    explicit NotesWork(const QUrl &url) : SocketWork(url)
    {
        QObject::connect(
            &socket(), &QWebSocket::textMessageReceived, &socket(), [this](const QString &count) {
                if (count.toInt() != notesAtOnce)
                    fail(QStringLiteral("%1 of %2 messages came").arg(count).arg(notesAtOnce));
                m_waiting.next();
            });
    }

    void start(std::function<void()> done) override
    {
        m_waiting.add(std::move(done));
        for (int i = 0; i < notesAtOnce; ++i)
            socket().sendTextMessage(m_message);
        socket().sendBinaryMessage("?");
    }

private:
    const QString m_message = noteMessage();
    WaitingLine m_waiting;
};

class NewsWork final : public SocketWork
{
public:
    NewsWork(const QUrl &url, bool tells) : SocketWork(url), m_tells(tells)
    {
        QObject::connect(
            &socket(), &QWebSocket::textMessageReceived, &socket(), [this](const QString &text) {
                if (text != m_message)
                    fail(QStringLiteral("wrong news"));
                if (const auto heard = std::exchange(m_heard, {}))
                    heard();
            });
    }

    void start(std::function<void()> done) override
    {
        m_heard = std::move(done);
        if (m_tells)
            socket().sendTextMessage(m_message);
    }

private:
    const QString m_message = newsMessage();
    std::function<void()> m_heard;
    const bool m_tells;
};

Service serveEchoes(const ServeOptions &options)
{
    return serveSockets(options, [](QWebSocket *socket) {
        QObject::connect(
            socket, &QWebSocket::textMessageReceived, socket, &QWebSocket::sendTextMessage);
        QObject::connect(
            socket, &QWebSocket::binaryMessageReceived, socket, &QWebSocket::sendBinaryMessage);
    });
}

Service serveNotes(const ServeOptions &options)
{
    return serveSockets(options, [](QWebSocket *socket) {
        const auto count = std::make_shared<int>(0);
        QObject::connect(socket, &QWebSocket::textMessageReceived, socket, [count] { ++*count; });
        QObject::connect(socket, &QWebSocket::binaryMessageReceived, socket, [socket, count] {
            socket->sendTextMessage(QString::number(std::exchange(*count, 0)));
        });
    });
}

Service serveNews(const ServeOptions &options)
{
    const auto sockets = std::make_shared<QList<QWebSocket *>>();
    return serveSockets(options, [sockets](QWebSocket *socket) {
        sockets->append(socket);
        QObject::connect(
            socket, &QWebSocket::textMessageReceived, socket, [sockets](const QString &text) {
                for (QWebSocket *const each : *sockets)
                    each->sendTextMessage(text);
            });
        QObject::connect(socket, &QWebSocket::disconnected, socket,
            [sockets, socket] { sockets->removeOne(socket); });
    });
}

} // namespace

Service serveEcho(const ServeOptions &options)
{
    switch (options.task) {
    case Task::Notes:
        return serveNotes(options);
    case Task::News:
    case Task::Tell:
        return serveNews(options);
    default:
        return serveEchoes(options);
    }
}

std::unique_ptr<Work> connectEcho(const LoadOptions &options)
{
    switch (options.task) {
    case Task::Add:
        return std::make_unique<TextWork>(options.url, callMessage());
    case Task::Text:
        return std::make_unique<TextWork>(options.url, textPayload(options.bytes));
    case Task::Bytes:
        return std::make_unique<BytesWork>(options.url, bytesPayload(options.bytes));
    case Task::Notes:
        return std::make_unique<NotesWork>(options.url);
    case Task::News:
    case Task::Tell:
        return std::make_unique<NewsWork>(options.url, options.task == Task::Tell);
    case Task::Change:
    case Task::Hear:
    case Task::Emit:
    case Task::Doubles:
    case Task::Spin:
    case Task::Pending:
    case Task::List:
    case Task::Stream:
    case Task::GadgetList:
    case Task::GadgetStream:
    case Task::FirstScreen:
    case Task::AllRows:
    case Task::ChangeRows:
    case Task::FollowRows:
    case Task::InsertRows:
        break;
    }
    fail(QStringLiteral("the echo has no such task"));
}

} // namespace Benchmarks
