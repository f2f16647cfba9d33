// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/test/scriptedpeer.h>

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

namespace WebSocketRpc::Test {

/*!
    \class WebSocketRpc::Test::ScriptedPeer
    \inheaderfile websocketrpc/test/scriptedpeer.h
    \inmodule WebSocketRpc
    \brief A peer without RPC, which sends the messages that a test gives it.

    Use a ScriptedPeer if a test has to determine, to the letter, what the other end of a WebSocket
    sends. It can be a server that a Client connects to, or a client of a Server.

    \snippet testing.cpp scripted peer

    As a server it has one connection at a time: a new connection replaces the previous one.
*/

class ScriptedPeerPrivate
{
public:
    explicit ScriptedPeerPrivate(ScriptedPeer *peer) : q(peer) { }

    void adopt(QWebSocket *newSocket);
    void drop();
    void opened();
    void whenConnected(const std::function<void()> &action);
    void receive(const QByteArray &message);
    [[nodiscard]] std::optional<QByteArray> answerTo(const QByteArray &message);

    ScriptedPeer *const q;
    QUrl url;
    QWebSocketServer server{QString(), QWebSocketServer::NonSecureMode};
    QWebSocket *socket = nullptr;
    QList<std::function<void()>> waiting; // for a connection
    QList<QByteArray> answers;
    ScriptedPeer::Script script;
    QList<QByteArray> received;
    qsizetype taken = 0; // of those received, by next()
};

namespace {

// The id of a JSON-RPC message, as it is written in an answer.
QByteArray idOf(const QByteArray &message)
{
    const QJsonValue id = QJsonDocument::fromJson(message)[QLatin1StringView("id")];
    const QJsonArray wrapped = {id.isUndefined() ? QJsonValue() : id};
    const QByteArray json = QJsonDocument(wrapped).toJson(QJsonDocument::Compact);
    return json.sliced(1, json.size() - 2);
}

} // namespace

void ScriptedPeerPrivate::adopt(QWebSocket *newSocket)
{
    drop();
    socket = newSocket;
    socket->setParent(nullptr);
    QObject::connect(socket, &QWebSocket::textMessageReceived, q,
        [this](const QString &text) { receive(text.toUtf8()); });
    QObject::connect(socket, &QWebSocket::binaryMessageReceived, q,
        [this](const QByteArray &bytes) { receive(bytes); });
    QObject::connect(socket, &QWebSocket::connected, q, [this] { opened(); });
    QObject::connect(socket, &QWebSocket::disconnected, q, &ScriptedPeer::disconnected);
    if (socket->isValid())
        opened();
}

void ScriptedPeerPrivate::opened()
{
    for (const auto &action : std::exchange(waiting, {}))
        action();
    Q_EMIT q->connected();
}

void ScriptedPeerPrivate::whenConnected(const std::function<void()> &action)
{
    if (q->isConnected())
        action();
    else
        waiting.append(action);
}

void ScriptedPeerPrivate::drop()
{
    if (!socket)
        return;
    socket->disconnect(q);
    std::exchange(socket, nullptr)->deleteLater();
}

void ScriptedPeerPrivate::receive(const QByteArray &message)
{
    received.append(message);
    if (const std::optional<QByteArray> answer = answerTo(message))
        q->send(*answer);
    Q_EMIT q->messageReceived(message);
}

std::optional<QByteArray> ScriptedPeerPrivate::answerTo(const QByteArray &message)
{
    if (!answers.isEmpty())
        return answers.takeFirst().replace("$id", idOf(message));
    return script ? script(message) : std::nullopt;
}

/*! Makes a peer that is a server and listens at url(). */
ScriptedPeer::ScriptedPeer() : d(std::make_unique<ScriptedPeerPrivate>(this))
{
    if (!d->server.listen(QHostAddress::LocalHost))
        qFatal("ScriptedPeer: cannot listen: %s", qPrintable(d->server.errorString()));
    d->url = d->server.serverUrl();
    connect(&d->server, &QWebSocketServer::newConnection, this,
        [this] { d->adopt(d->server.nextPendingConnection()); });
}

/*! Makes a peer that is a client and connects to \a server. */
ScriptedPeer::ScriptedPeer(const QUrl &server) : d(std::make_unique<ScriptedPeerPrivate>(this))
{
    d->url = server;
    d->adopt(new QWebSocket);
    d->socket->open(server);
}

/*! Destroys the peer. Its connection ends without a close frame. */
ScriptedPeer::~ScriptedPeer()
{
    if (d->socket)
        d->socket->disconnect(this);
    delete d->socket;
}

/*! Returns the url of the server: this peer, or the server that it connects to. */
QUrl ScriptedPeer::url() const
{
    return d->url;
}

/*! Returns whether there is a connection. */
bool ScriptedPeer::isConnected() const
{
    return d->socket && d->socket->isValid();
}

/*! Returns the socket of the connection, or \nullptr if there was none yet. */
QWebSocket *ScriptedPeer::socket() const
{
    return d->socket;
}

/*!
    Answers the next incoming message with \a message. Several answers form a queue, one for each
    message. In an answer, \c{$id} is replaced by the id of the JSON-RPC message that it answers.
*/
void ScriptedPeer::answer(const QByteArray &message)
{
    d->answers.append(message);
}

/*! Lets \a script answer the messages for which there is no answer(); it may return nothing. */
void ScriptedPeer::setScript(const Script &script)
{
    d->script = script;
}

/*! Sends \a text, in UTF-8, in a text frame, as soon as there is a connection. */
void ScriptedPeer::send(const QByteArray &text)
{
    d->whenConnected([this, text] { d->socket->sendTextMessage(QString::fromUtf8(text)); });
}

/*! Sends \a bytes in a binary frame, as soon as there is a connection. */
void ScriptedPeer::sendBinary(const QByteArray &bytes)
{
    d->whenConnected([this, bytes] { d->socket->sendBinaryMessage(bytes); });
}

/*! Ends the connection with the close code \a code. */
void ScriptedPeer::close(int code)
{
    if (d->socket)
        d->socket->close(QWebSocketProtocol::CloseCode(code));
}

/*! Returns all messages received so far. */
QList<QByteArray> ScriptedPeer::received() const
{
    return d->received;
}

/*!
    Returns the next message that has not been returned yet; the event loop runs until it comes. If none
    comes within \a timeout, the test fails at \a file and \a line.
*/
QByteArray ScriptedPeer::next(std::chrono::milliseconds timeout, const char *file, int line)
{
    QEventLoop loop;
    connect(this, &ScriptedPeer::messageReceived, &loop, &QEventLoop::quit);
    QTimer::singleShot(timeout, &loop, &QEventLoop::quit);
    if (d->taken == d->received.size())
        loop.exec();
    if (d->taken < d->received.size())
        return d->received[d->taken++];
    QTest::qFail("no message has arrived", file, line);
    return {};
}

/*!
    \fn void WebSocketRpc::Test::ScriptedPeer::connected()
    This signal is emitted when there is a connection.
*/

/*!
    \fn void WebSocketRpc::Test::ScriptedPeer::disconnected()
    This signal is emitted when the connection has ended.
*/

/*!
    \fn void WebSocketRpc::Test::ScriptedPeer::messageReceived(const QByteArray &message)
    This signal is emitted when the text or binary \a message has been received, after it was answered
    if there was an answer.
*/

} // namespace WebSocketRpc::Test

#include "websocketrpc/test/moc_scriptedpeer.cpp"
