// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "handshakegate_p.h"

#include "counters_p.h"
#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "httpresponse_p.h"
#include "logging_p.h"
#include "lograte_p.h"
#include "openinghandshake_p.h"
#include "socketpeer_p.h"
#include "sockettransport_p.h"
#include "subprotocol_p.h"
#include "websockettransport_p.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QSslCertificate>
#include <QSslSocket>
#include <QUrl>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <stdexcept>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr auto timeForResponse = std::chrono::seconds(1); // to be sent after time has run out
constexpr QByteArrayView healthMethods = "Allow: GET, HEAD, OPTIONS\r\n";

// QWebSocketServer does not understand every valid form of a request, and drops the others without an
// answer. So it gets this simple request instead, with the fields that it still needs.
QByteArray plainestRequest(const QByteArray &key, const QString &subprotocol)
{
    QByteArray head = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                      "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + key + "\r\n";
    if (!subprotocol.isEmpty())
        head += "Sec-WebSocket-Protocol: " + subprotocol.toLatin1() + "\r\n";
    return head + "\r\n";
}

// Throws the exception that the future failed with.
Admission answerOf(const QFuture<Admission> &future)
{
    if (!future.isCanceled() && future.resultCount() > 0)
        return future.result();
    QFuture<Admission>(future).waitForFinished();
    throw std::runtime_error("it gave no answer");
}

NotedRefusal refusalOfFailure()
{
    return {Admission::refuse(500),
        u"the authenticator failed: "_s + excerptOf(errorFrom(std::current_exception()).message())};
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
    m_handshake.peer = peerOf(*socket);
    m_timer.start(m_rules.handshakeTime);
    connect(socket, &QTcpSocket::disconnected, this, &HandshakeGate::socketDisconnected);
    if (socket->state() != QAbstractSocket::ConnectedState)
        socketDisconnected();
    else if (m_rules.refusal)
        refuse(*m_rules.refusal);
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
        m_handshake.peer->certificate = socket->peerCertificate().toDer();
        const QList<QSslError> errors = socket->sslHandshakeErrors();
        for (const QSslError &error : errors)
            m_handshake.peer->certificateProblems.append(error.errorString());
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
    const QString problem = u"no %1 within the limit handshakeTime of %2 ms"_s.arg(
        m_stage == Stage::Decision ? "decision"_L1 : "complete request"_L1,
        QString::number(m_rules.handshakeTime.count()));
    if (m_stage == Stage::Decision) {
        refuse(NotedRefusal{
            Admission::refuse(503, problem), u"the authenticator is too slow: "_s + problem});
    } else if (m_stage == Stage::Head && m_socket->bytesAvailable()) {
        ++m_rules.counters->unfinishedHandshakes;
        qCDebug(lcServer) << problem << "from" << m_handshake.peer->address;
        respond(Admission::refuse(408, problem));
    } else {
        if (m_stage != Stage::Settled)
            qCDebug(lcServer) << problem << "from" << m_handshake.peer->address;
        m_socket->abort(); // which emits disconnected()
        deleteLater();
        return;
    }
    m_timer.start(timeForResponse);
}

void HandshakeGate::socketDisconnected()
{
    if (m_stage == Stage::Tls) {
        ++m_rules.counters->failedTlsHandshakes;
        qCDebug(lcServer) << "the TLS handshake with" << m_handshake.peer->address
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
    // Not that many bytes at once, because peek() allocates them first.
    const QByteArray text =
        m_socket->peek(std::min(m_socket->bytesAvailable(), m_rules.handshakeSize));
    const qsizetype end = text.indexOf(endOfHttpHead);
    if (end < 0) {
        // The head may never end in a valid way, so the problem is reported at once.
        if (hasForbiddenByte(text))
            refuse(HttpProblem{400, "this is not an HTTP request"});
        else if (text.size() >= m_rules.handshakeSize)
            refuse(Admission::refuse(431,
                u"the request's head exceeds the limit handshakeSize of %1 bytes"_s.arg(
                    m_rules.handshakeSize)));
        return;
    }
    m_headSize = end + endOfHttpHead.size();
    const auto request = readHttpRequest(QByteArrayView(text).first(end));
    if (const auto *problem = std::get_if<HttpProblem>(&request))
        refuse(*problem);
    else
        examine(std::get<HttpRequest>(request));
}

void HandshakeGate::examine(const HttpRequest &request)
{
    m_onlyHead = request.method == "HEAD";
    const bool isHealth =
        !m_rules.healthPath.isEmpty() && QString::fromLatin1(request.path) == m_rules.healthPath;
    if (isHealth && request.method == "OPTIONS")
        return respond({.status = 204}, healthMethods);
    if (request.method != "GET" && !(isHealth && m_onlyHead))
        return refuse(
            HttpProblem{405, "", isHealth ? healthMethods : QByteArrayView("Allow: GET\r\n")});
    if (request.head.lists("Upgrade", "websocket") && !m_onlyHead)
        return examineUpgrade(request);
    if (isHealth)
        return respond({.status = 200, .text = u"ok"_s});
    refuse(HttpProblem{426, "this is a WebSocket server", upgradeRequiredFields});
}

void HandshakeGate::examineUpgrade(const HttpRequest &request)
{
    if (const auto problem = webSocketProblem(request))
        return refuse(*problem);
    if (const auto problem = identifyPeer(request))
        return refuse(*problem);
    m_key = request.head.value("Sec-WebSocket-Key");
    m_offer = request.head.list("Sec-WebSocket-Protocol");
    m_stage = Stage::Decision;
    // Not here, inside the socket's signal, because the decision may delete the server.
    QMetaObject::invokeMethod(this, &HandshakeGate::decide, Qt::QueuedConnection);
}

std::optional<HttpProblem> HandshakeGate::identifyPeer(const HttpRequest &request)
{
    const ForwardedPeer connected{unmapped(m_socket->peerAddress()), m_socket->peerPort()};
    const auto forwarding = readForwarding(request.head, connected, m_rules.trustedProxies);
    if (const auto *problem = std::get_if<const char *>(&forwarding))
        return HttpProblem{400, *problem};
    const auto &client = std::get<ForwardedPeer>(forwarding);
    m_handshake.isSecure =
        client.isSecure.value_or(qobject_cast<QSslSocket *>(m_socket) != nullptr);
    m_handshake.path = QString::fromLatin1(request.path);
    m_handshake.host = *WebHost::parse(request.host);
    PeerInfo &peer = *m_handshake.peer;
    peer.address = client.address.toString();
    peer.port = client.port;
    peer.path = QUrl::fromPercentEncoding(request.path);
    peer.query = QString::fromLatin1(request.query);
    peer.headers = request.head.fields;
    return {};
}

void HandshakeGate::decide()
{
    if (m_stage != Stage::Decision)
        return;
    const QPointer<HandshakeGate> self(this);
    GateRules::Decision decision = Admission::refuse(500);
    try {
        decision = m_rules.decide(m_handshake);
    } catch (...) {
        decision = refusalOfFailure();
    }
    if (!self)
        return;
    if (const auto *admission = std::get_if<Admission>(&decision)) {
        act(*admission);
    } else if (const auto *future = std::get_if<QFuture<Admission>>(&decision)) {
        await(*future);
    } else {
        refuse(std::get<NotedRefusal>(decision));
    }
}

void HandshakeGate::await(const QFuture<Admission> &future)
{
    auto *watcher = new QFutureWatcher<Admission>(this);
    connect(watcher, &QFutureWatcherBase::finished, this,
        [this, watcher] { actOn(watcher->future()); });
    watcher->setFuture(future);
}

void HandshakeGate::actOn(const QFuture<Admission> &future)
{
    if (m_stage != Stage::Decision)
        return;
    try {
        act(answerOf(future));
    } catch (...) {
        refuse(refusalOfFailure());
    }
}

void HandshakeGate::act(const Admission &admission)
{
    if (m_stage != Stage::Decision)
        return;
    if (!admission.isAccepted())
        return refuse(admission);
    // QWebSocket would lose a message that arrives before the answer to the handshake.
    if (m_rules.usesQWebSocket && m_socket->bytesAvailable() > m_headSize)
        return refuse(HttpProblem{400, "there are bytes behind the request's head"});
    m_handshake.peer->identity = admission.identity;
    upgrade();
}

void HandshakeGate::refuse(const HttpProblem &problem)
{
    refuse(Admission::refuse(problem.status, QString::fromLatin1(problem.text)), problem.fields);
}

void HandshakeGate::refuse(const NotedRefusal &refusal)
{
    if (m_rules.warnings->allows())
        qCWarning(lcServer).noquote() << refusal.warning;
    ++m_rules.counters->refusedHandshakes;
    respond(refusal.admission);
}

void HandshakeGate::refuse(const Admission &admission, QByteArrayView fields)
{
    ++m_rules.counters->refusedHandshakes;
    qCDebug(lcServer) << "the handshake of" << m_handshake.peer->address << "is refused with status"
                      << admission.status << admission.text;
    respond(admission, fields);
}

void HandshakeGate::respond(const Admission &response, QByteArrayView fields)
{
    m_stage = Stage::Settled;
    m_socket->write(httpResponse(response, fields, m_onlyHead));
    m_socket->readAll(); // bytes left unread would reset the connection
    m_socket->disconnectFromHost();
}

void HandshakeGate::upgrade()
{
    m_stage = Stage::Settled;
    disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
    m_socket->setReadBufferSize(0); // the transport takes it over
    m_socket->skip(m_headSize);
    const QString subprotocol = chooseSubprotocol(m_rules.subprotocols(m_handshake), m_offer);
    if (m_rules.usesQWebSocket)
        return upgradeToQWebSocket(subprotocol);
    const auto deflate = acceptDeflate();
    m_socket->write(OpeningHandshake::response(
        m_key, subprotocol.toLatin1(), deflate ? deflate->response : QByteArray()));
    disconnect(m_socket, nullptr, this, nullptr);
    const bool sharesFrames = subprotocol == QLatin1StringView(sharedFramesProtocol);
    finish(new SocketTransport(m_socket, Role::Server, sharesFrames, m_rules.connection,
        deflate ? std::optional(deflate->agreement) : std::nullopt));
}

std::optional<DeflateNegotiation::Acceptance> HandshakeGate::acceptDeflate() const
{
    const std::optional<Compression> &wanted = m_rules.connection.compression;
    return wanted ? DeflateNegotiation::accept(m_handshake.peer->headers, *wanted) : std::nullopt;
}

void HandshakeGate::upgradeToQWebSocket(const QString &subprotocol)
{
    const QByteArray request = plainestRequest(m_key, subprotocol);
    for (qsizetype i = request.size(); i > 0; --i)
        m_socket->ungetChar(request[i - 1]);

    // One for each handshake, so that it never reaches its limit of pending connections, and the
    // connection that it announces is this one.
    const auto mode = qobject_cast<QSslSocket *>(m_socket) ? QWebSocketServer::SecureMode
                                                           : QWebSocketServer::NonSecureMode;
    auto *upgrader = new QWebSocketServer(QString(), mode, this);
    upgrader->setSupportedSubprotocols({subprotocol});
    connect(upgrader, &QWebSocketServer::newConnection, this, [this, upgrader] {
        QWebSocket *const webSocket = upgrader->nextPendingConnection();
        webSocket->setParent(nullptr);
        disconnect(m_socket, nullptr, this, nullptr);
        m_socket->setParent(webSocket); // the QWebSocket does not delete it otherwise
        finish(new WebSocketTransport(webSocket, m_rules.connection));
    });
    upgrader->handleConnection(m_socket);
}

void HandshakeGate::finish(Transport *transport)
{
    m_timer.stop();
    Q_EMIT upgraded(transport, m_handshake.peer);
    deleteLater();
}

} // namespace WebSocketRpc

#include "moc_handshakegate_p.cpp"
