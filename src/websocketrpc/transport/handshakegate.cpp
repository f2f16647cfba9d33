// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "handshakegate_p.h"

#include "counters_p.h"
#include "httphead_p.h"
#include "logging_p.h"

#include <QFutureWatcher>
#include <QHostAddress>
#include <QPointer>
#include <QSslCertificate>
#include <QSslSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Refused";
    }
}

// What RFC 6455, section 4.2.1, asks of a client's request; null where nothing is wrong.
const char *handshakeProblem(const HttpHead &head)
{
    if (!head.lists("Connection", "Upgrade"))
        return "the header field Connection lacks Upgrade";
    if (QByteArray::fromBase64(head.value("Sec-WebSocket-Key")).size() != 16)
        return "the header field Sec-WebSocket-Key is no key of 16 bytes";
    if (head.value("Host").isEmpty())
        return "the header field Host is missing";
    return nullptr;
}

Admission answerOf(const QFuture<Admission> &future)
{
    try {
        if (future.isCanceled() || future.resultCount() == 0)
            QFuture<Admission>(future).waitForFinished(); // throws what it failed with
        else
            return future.result();
        qCWarning(lcServer, "The authenticator gave no answer.");
    } catch (const std::exception &exception) {
        qCWarning(lcServer, "The authenticator failed: %s", exception.what());
    } catch (...) {
        qCWarning(lcServer, "The authenticator failed.");
    }
    return Admission::refuse(500);
}

} // namespace

HandshakeGate::HandshakeGate(QTcpSocket *socket, GateRules rules, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_rules(std::move(rules))
{
    socket->setParent(this);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setReadBufferSize(m_rules.handshakeSize);
    m_peer->address = socket->peerAddress().toString();
    m_peer->port = socket->peerPort();
    m_timer.start(m_rules.handshakeTime);
    connect(socket, &QTcpSocket::disconnected, this, &HandshakeGate::socketDisconnected);
    if (socket->state() != QAbstractSocket::ConnectedState)
        socketDisconnected();
    else if (qobject_cast<QSslSocket *>(socket))
        startTls();
    else
        startReading();
}

HandshakeGate::~HandshakeGate() = default;

void HandshakeGate::startTls()
{
    m_stage = Stage::Tls;
    auto *const socket = static_cast<QSslSocket *>(m_socket);
    connect(socket, &QSslSocket::encrypted, this, [this, socket] {
        m_peer->certificate = socket->peerCertificate().toDer();
        const QList<QSslError> errors = socket->sslHandshakeErrors();
        for (const QSslError &error : errors)
            m_peer->certificateProblems.append(error.errorString());
        startReading();
    });
    socket->startServerEncryption();
}

void HandshakeGate::startReading()
{
    m_stage = Stage::Head;
    connect(m_socket, &QTcpSocket::readyRead, this, &HandshakeGate::readHead);
    if (m_socket->bytesAvailable())
        QMetaObject::invokeMethod(this, &HandshakeGate::readHead, Qt::QueuedConnection);
}

void HandshakeGate::runOutOfTime()
{
    qCDebug(lcServer) << "no handshake within" << m_rules.handshakeTime.count() << "ms, which is "
                      << "the limit handshakeTime, from" << m_peer->address;
    m_socket->abort(); // which tells of the disconnection
    deleteLater();
}

void HandshakeGate::socketDisconnected()
{
    if (m_stage == Stage::Tls) {
        ++m_rules.counters->failedTlsHandshakes;
        qCDebug(lcServer) << "the TLS handshake with" << m_peer->address
                          << "failed:" << m_socket->errorString();
    } else if (m_stage != Stage::Settled) {
        ++m_rules.counters->unfinishedHandshakes;
    }
    m_stage = Stage::Settled;
    deleteLater();
}

void HandshakeGate::readHead()
{
    if (m_stage != Stage::Head)
        return;
    // Not simply that much: peek() takes the memory first.
    const QByteArray text =
        m_socket->peek(std::min(m_socket->bytesAvailable(), m_rules.handshakeSize));
    const qsizetype end = text.indexOf(endOfHttpHead);
    if (end < 0) {
        if (text.size() >= m_rules.handshakeSize)
            refuse(Admission::refuse(431,
                u"the request's head exceeds the limit handshakeSize of %1 bytes"_s.arg(
                    m_rules.handshakeSize)));
        return;
    }
    m_headSize = end + endOfHttpHead.size();
    if (const auto head = HttpHead::parse(QByteArrayView(text).first(end)))
        examine(*head);
    else
        refuse(Admission::refuse(400, u"this is no HTTP request"_s));
}

void HandshakeGate::examine(const HttpHead &head)
{
    if (!head.startLine[2].startsWith("HTTP/1."))
        return refuse(Admission::refuse(400, u"this is no request of HTTP/1.1"_s));
    if (head.startLine[0] != "GET")
        return refuse(Admission::refuse(405), "Allow: GET\r\n");
    const QUrl target = QUrl::fromEncoded(head.startLine[1]);
    m_peer->path = target.path(QUrl::FullyDecoded);
    m_peer->query = target.query(QUrl::FullyEncoded);
    m_peer->headers = head.fields;
    if (!head.lists("Upgrade", "websocket")) {
        if (!m_rules.healthPath.isEmpty() && m_peer->path == m_rules.healthPath)
            return respond({.status = 200, .text = u"ok"_s}, {});
        return refuse(Admission::refuse(426, u"this is a WebSocket server"_s),
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    }
    if (const char *problem = handshakeProblem(head))
        return refuse(Admission::refuse(400, QString::fromLatin1(problem)));
    if (head.value("Sec-WebSocket-Version") != "13")
        return refuse(Admission::refuse(426, u"the version of the protocol is 13"_s),
            "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    m_stage = Stage::Decision;
    // Not in here, which is a signal of the socket: whoever decides may delete the server.
    QMetaObject::invokeMethod(this, &HandshakeGate::decide, Qt::QueuedConnection);
}

void HandshakeGate::decide()
{
    if (m_stage != Stage::Decision)
        return;
    const QPointer<HandshakeGate> self(this);
    GateRules::Decision decision = Admission::refuse(500);
    try {
        decision = m_rules.decide(*m_peer);
    } catch (const std::exception &exception) {
        qCWarning(lcServer, "The authenticator failed: %s", exception.what());
    } catch (...) {
        qCWarning(lcServer, "The authenticator failed.");
    }
    if (!self)
        return;
    if (const auto *admission = std::get_if<Admission>(&decision))
        act(*admission);
    else
        await(std::get<QFuture<Admission>>(decision));
}

void HandshakeGate::await(const QFuture<Admission> &future)
{
    auto *watcher = new QFutureWatcher<Admission>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
        [this, watcher] { act(answerOf(watcher->future())); });
    watcher->setFuture(future);
}

void HandshakeGate::act(const Admission &admission)
{
    if (m_stage != Stage::Decision)
        return;
    if (!admission.isAccepted())
        return refuse(admission);
    // QWebSocket would lose a message that comes before its handshake is answered.
    if (m_socket->bytesAvailable() > m_headSize)
        return refuse(Admission::refuse(400, u"there are bytes behind the request's head"_s));
    m_peer->identity = admission.identity;
    upgrade();
}

void HandshakeGate::refuse(const Admission &admission, QByteArrayView extraFields)
{
    ++m_rules.counters->refusedHandshakes;
    qCDebug(lcServer) << "the handshake of" << m_peer->address << "is refused with status"
                      << admission.status << admission.text;
    respond(admission, extraFields);
}

void HandshakeGate::respond(const Admission &response, QByteArrayView extraFields)
{
    m_stage = Stage::Settled;
    const QByteArray body = response.text.isEmpty() ? QByteArray() : response.text.toUtf8() + '\n';
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + reasonPhrase(response.status) + "\r\nConnection: close\r\n"
        + "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n";
    if (response.status == 401)
        head += "WWW-Authenticate: Bearer\r\n"; // RFC 9110, 15.5.2, asks for a challenge
    if (response.retryAfter)
        head += "Retry-After: " + QByteArray::number(qint64(response.retryAfter->count())) + "\r\n";
    head += extraFields;
    m_socket->write(head + "\r\n" + body);
    m_socket->readAll(); // what is left unread would reset the connection
    m_socket->disconnectFromHost();
}

void HandshakeGate::upgrade()
{
    m_stage = Stage::Settled;
    disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
    m_socket->setReadBufferSize(0); // QWebSocket takes it over

    // One for each handshake: it has no limit of pending connections then, and the one that it
    // announces is this one.
    const auto mode = qobject_cast<QSslSocket *>(m_socket) ? QWebSocketServer::SecureMode
                                                           : QWebSocketServer::NonSecureMode;
    auto *upgrader = new QWebSocketServer(QString(), mode, this);
    upgrader->setSupportedSubprotocols(m_rules.subprotocols);
    connect(upgrader, &QWebSocketServer::newConnection, this, [this, upgrader] {
        QWebSocket *const webSocket = upgrader->nextPendingConnection();
        webSocket->setParent(nullptr);
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->setParent(webSocket); // it goes with the QWebSocket, which does not see to that
        m_timer.stop();
        Q_EMIT upgraded(webSocket, m_peer);
        deleteLater();
    });
    upgrader->handleConnection(m_socket);
}

} // namespace WebSocketRpc

#include "moc_handshakegate_p.cpp"
