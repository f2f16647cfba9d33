// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "websockettransport_p.h"

#include "ascii_p.h"
#include "logging_p.h"
#include "socketerror_p.h"
#include "subprotocol_p.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace WebSocketRpc {

namespace {

constexpr auto closeGraceTime = std::chrono::seconds(5); // for the peer to answer a close frame
constexpr qsizetype usualTextSize = 4096; // of a message that needs no allocation

} // namespace

WebSocketTransport::WebSocketTransport(QWebSocket *socket, const ConnectionSettings &settings)
    : m_socket(socket)
    , m_sharesFrames(socket->subprotocol() == QLatin1StringView(sharedFramesProtocol))
    , m_logsFrames(lcFrames().isDebugEnabled())
    , m_pulse(this, settings.heartbeat)
{
    socket->setParent(nullptr);
    const auto largest = quint64(settings.largestMessage(m_sharesFrames));
    socket->setMaxAllowedIncomingFrameSize(qMin(largest, QWebSocket::maxIncomingFrameSize()));
    socket->setMaxAllowedIncomingMessageSize(qMin(largest, QWebSocket::maxIncomingMessageSize()));

    if (m_logsFrames)
        logIncoming();
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (receiver())
            receiver()->textReceived(text);
    });
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &utf8) {
        if (receiver())
            receiver()->messageReceived(utf8, Format::Binary);
    });
    connectSocketError(socket, this, [this] { m_failed = true; });
    connect(socket, &QWebSocket::disconnected, this, &WebSocketTransport::reportClosed);
    if (socket->state() == QAbstractSocket::UnconnectedState)
        QMetaObject::invokeMethod(this, &WebSocketTransport::reportClosed, Qt::QueuedConnection);
    else if (settings.heartbeat)
        watchPulse();
}

WebSocketTransport::~WebSocketTransport() = default;

void WebSocketTransport::send(QByteArrayView utf8, Format format)
{
    if (m_logsFrames) [[unlikely]]
        qCDebug(lcFrames).noquote() << '>' << QString::fromUtf8(utf8);
    if (format == Format::Binary) {
        m_socket->sendBinaryMessage(QByteArray::fromRawData(utf8.data(), utf8.size()));
        return;
    }
    char16_t utf16[usualTextSize];
    if (utf8.size() <= usualTextSize && copyAscii(utf8.data(), std::size_t(utf8.size()), utf16)) {
        m_socket->sendTextMessage(
            QString::fromRawData(reinterpret_cast<const QChar *>(utf16), utf8.size()));
    } else {
        m_socket->sendTextMessage(QString::fromUtf8(utf8));
    }
}

void WebSocketTransport::logIncoming()
{
    connect(m_socket.get(), &QWebSocket::textMessageReceived, this,
        [](const QString &text) { qCDebug(lcFrames).noquote() << '<' << text; });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, [](const QByteArray &utf8) {
        qCDebug(lcFrames).noquote() << '<' << QString::fromUtf8(utf8);
    });
}

void WebSocketTransport::flush()
{
    m_socket->flush();
}

qint64 WebSocketTransport::bytesToWrite() const
{
    return m_socket->bytesToWrite();
}

void WebSocketTransport::close(int code, const QString &reason)
{
    if (m_closed) {
        Q_EMIT finished();
        return;
    }
    // A peer that does not read gets no close frame either, so this must not wait for it for ever.
    m_pulse.stop();
    m_closeTimer.start(closeGraceTime);
    m_socket->close(QWebSocketProtocol::CloseCode(code), reason);
}

void WebSocketTransport::watchPulse()
{
    const auto heard = [this] { m_pulse.heard(); };
    // Any byte is a sign of life. QWebSocket itself reports neither pings nor parts of a frame.
    if (auto *const tcpSocket = m_socket->findChild<QTcpSocket *>()) {
        connect(tcpSocket, &QTcpSocket::readyRead, this, heard);
    } else {
        connect(m_socket.get(), &QWebSocket::textFrameReceived, this, heard);
        connect(m_socket.get(), &QWebSocket::binaryFrameReceived, this, heard);
    }
    connect(m_socket.get(), &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        if (const auto time = m_pulse.pong(payload))
            Q_EMIT roundTripMeasured(*time);
    });
    m_pulse.start();
}

void WebSocketTransport::ping()
{
    m_socket->ping(m_pulse.payload());
}

void WebSocketTransport::pulseLost(const QString &problem)
{
    Q_EMIT peerFellSilent();
    abort(problem);
}

void WebSocketTransport::abort(const QString &problem)
{
    qCDebug(lcTransport) << problem << "- the connection is aborted";
    m_failed = true;
    m_problem = problem;
    m_socket->abort();
    reportClosed();
}

void WebSocketTransport::reportClosed()
{
    if (std::exchange(m_closed, true))
        return;
    m_closeTimer.stop();
    m_pulse.stop();
    Q_EMIT finished();
    if (!receiver())
        return;
    // QWebSocket reports 1000 for a connection that ended without a close frame.
    if (m_failed)
        receiver()->transportClosed(
            CloseCode::ConnectionLost, m_problem.isEmpty() ? m_socket->errorString() : m_problem);
    else
        receiver()->transportClosed(m_socket->closeCode(), m_socket->closeReason());
}

} // namespace WebSocketRpc

#include "moc_websockettransport_p.cpp"
