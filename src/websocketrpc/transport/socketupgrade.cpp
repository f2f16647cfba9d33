// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "socketupgrade_p.h"

#include "deflatenegotiation_p.h"
#include "extensions_p.h"
#include "httphead_p.h"
#include "openinghandshake_p.h"
#include "socketpeer_p.h"
#include "sockettransport_p.h"
#include "subprotocol_p.h"

#include <QNetworkRequest>
#include <QSslSocket>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestResponse = 64 * 1024;
constexpr int openedStatus = 101;

// Without the port if it is the scheme's default (RFC 6455, 4.1).
QByteArray hostOf(const QUrl &url, int usualPort)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    const int port = url.port(usualPort);
    return port == usualPort ? host : host + ':' + QByteArray::number(port);
}

QByteArray targetOf(const QUrl &url)
{
    QByteArray target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

// A TLS 1.3 server can issue a session at any time, so the socket stores it when it comes.
void keepSession(
    QSslSocket *socket, const std::shared_ptr<TlsSession> &session, const QString &server)
{
    const auto keep = [=] {
        const QByteArray ticket = socket->sslConfiguration().sessionTicket();
        if (!ticket.isEmpty())
            *session = {server, ticket};
    };
    QObject::connect(socket, &QSslSocket::encrypted, socket, keep);
    QObject::connect(socket, &QSslSocket::newSessionTicketReceived, socket, keep);
}

bool breaksTheHead(QByteArrayView text)
{
    return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

SocketUpgrade::~SocketUpgrade() = default;

void SocketUpgrade::open(const QNetworkRequest &request)
{
    m_url = request.url();
    if (writeHead(request))
        connectTo(m_url);
    else
        QMetaObject::invokeMethod(this, &ClientUpgrade::failed, Qt::QueuedConnection);
}

// Returns whether the request can be made.
bool SocketUpgrade::writeHead(const QNetworkRequest &request)
{
    OpeningHandshake::Fields fields;
    const QByteArrayList names = request.rawHeaderList();
    for (const QByteArray &name : names) {
        const QByteArray value = request.rawHeader(name);
        if (breaksTheHead(name) || breaksTheHead(value)) {
            m_problem = u"the header field %1 has a line break in it"_s.arg(
                QString::fromLatin1(name).simplified());
            return false;
        }
        if (!OpeningHandshake::isOwnField(name))
            fields.append({name, value});
    }
    if (const auto &compression = m_settings.connection.compression)
        fields.append({extensionsField, DeflateNegotiation::offer(*compression)});
    m_key = OpeningHandshake::newKey();
    m_offer = OpeningHandshake::members(fields, "Sec-WebSocket-Protocol");
    const int usualPort = m_url.scheme() == "wss"_L1 ? 443 : 80;
    m_head = OpeningHandshake::request(targetOf(m_url), hostOf(m_url, usualPort), m_key, fields);
    return true;
}

void SocketUpgrade::connectTo(const QUrl &url)
{
    const bool isSecure = url.scheme() == "wss"_L1;
    m_socket = isSecure ? new QSslSocket(this) : new QTcpSocket(this);
    m_socket->setProtocolTag(isSecure ? u"https"_s : u"http"_s); // selects the system's proxy
    if (m_settings.proxy)
        m_socket->setProxy(*m_settings.proxy);
    connect(m_socket, &QTcpSocket::readyRead, this, &SocketUpgrade::readResponse);
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] { fail(); });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] { fail(); });
    response().watch(m_socket);
    if (!isSecure) {
        connect(m_socket, &QTcpSocket::connected, this, &SocketUpgrade::sendHead);
        return m_socket->connectToHost(url.host(), quint16(url.port(80)));
    }
    auto *const sslSocket = static_cast<QSslSocket *>(m_socket);
    QSslConfiguration configuration =
        m_settings.sslConfiguration.value_or(sslSocket->sslConfiguration());
    if (configuration.allowedNextProtocols().isEmpty())
        configuration.setAllowedNextProtocols({QSslConfiguration::NextProtocolHttp1_1});
    const auto &session = m_settings.tlsSession;
    if (session && !configuration.testSslOption(QSsl::SslOptionDisableSessionPersistence)) {
        const QString server = url.authority(QUrl::FullyEncoded).section(u'@', -1);
        if (session->server == server)
            configuration.setSessionTicket(session->ticket);
        keepSession(sslSocket, session, server);
    }
    sslSocket->setSslConfiguration(configuration);
    connect(sslSocket, &QSslSocket::encrypted, this, &SocketUpgrade::sendHead);
    sslSocket->connectToHostEncrypted(url.host(), quint16(url.port(443)));
}

void SocketUpgrade::sendHead()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    m_socket->write(m_head);
}

void SocketUpgrade::readResponse()
{
    while (!m_settled) {
        const QByteArray text =
            m_socket->peek(std::min(m_socket->bytesAvailable(), longestResponse));
        const qsizetype end = text.indexOf(endOfHttpHead);
        if (end < 0 && text.size() < longestResponse)
            return;
        const auto head = end < 0 ? std::nullopt : HttpHead::parse(QByteArrayView(text).first(end));
        if (!head)
            return fail(u"what the server answered is no HTTP response"_s);
        examine(*head, end + endOfHttpHead.size());
    }
}

void SocketUpgrade::examine(const HttpHead &head, qsizetype size)
{
    const int status = UpgradeResponse::statusOf(head).value_or(0);
    if (status / 100 == 1 && status != openedStatus) {
        m_socket->skip(size); // another one follows (RFC 9110, 15.2)
        return;
    }
    if (status != openedStatus)
        return fail(u"the server does not open a WebSocket"_s);
    const QString problem = OpeningHandshake::problemIn(head.fields, m_key, m_offer);
    if (!problem.isEmpty())
        return fail(problem);
    const auto deflate =
        DeflateNegotiation::readResponse(head.fields, m_settings.connection.compression);
    if (const auto *extensionProblem = std::get_if<QString>(&deflate))
        return fail(*extensionProblem);
    m_socket->skip(size);
    finish(
        head.value("Sec-WebSocket-Protocol"), std::get<std::optional<DeflateAgreement>>(deflate));
}

void SocketUpgrade::finish(
    const QByteArray &subprotocol, const std::optional<DeflateAgreement> &deflate)
{
    m_settled = true;
    QTcpSocket *const socket = std::exchange(m_socket, nullptr);
    disconnect(socket, nullptr, this, nullptr);
    const auto peer = peerOf(*socket, m_url);
    Q_EMIT upgraded(new SocketTransport(socket, Role::Client, subprotocol == sharedFramesProtocol,
                        m_settings.connection, deflate),
        peer);
}

void SocketUpgrade::fail(const QString &problem)
{
    if (std::exchange(m_settled, true))
        return;
    m_problem = problem;
    disconnect(m_socket, nullptr, this, nullptr);
    Q_EMIT failed();
}

void SocketUpgrade::abort()
{
    m_settled = true;
    if (!m_socket)
        return;
    disconnect(m_socket, nullptr, this, nullptr);
    m_socket->abort();
}

QAbstractSocket::SocketError SocketUpgrade::error() const
{
    return m_socket ? m_socket->error() : QAbstractSocket::UnknownSocketError;
}

QString SocketUpgrade::errorString() const
{
    return m_problem.isEmpty() && m_socket ? m_socket->errorString() : m_problem;
}

} // namespace WebSocketRpc

#include "moc_clientupgrade_p.cpp"
#include "moc_socketupgrade_p.cpp"
