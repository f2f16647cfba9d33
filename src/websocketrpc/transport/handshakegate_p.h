// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "deflatenegotiation_p.h"
#include "forwarding_p.h"
#include "httprequest_p.h"
#include "timer_p.h"
#include "transport_p.h"
#include "weborigin_p.h"

#include <websocketrpc/admission.h>
#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>

#include <functional>
#include <variant>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace WebSocketRpc {

class LogRate;
struct Counters;

// A valid request for a WebSocket, on which the server decides.
struct Handshake
{
    std::shared_ptr<PeerInfo> peer = {};
    QString path = {}; // as it was sent, percent-encoded
    WebHost host = {}; // that was asked for
    bool isSecure = false; // up to the proxy that is trusted, if there is one
};

// A refusal that the server's owner should know about.
struct NotedRefusal
{
    Admission admission;
    QString warning;
};

// The rules of what a gate lets through.
struct GateRules
{
    using Decision = std::variant<Admission, QFuture<Admission>, NotedRefusal>;

    std::chrono::milliseconds handshakeTime;
    qint64 handshakeSize;
    QString healthPath; // as it is sent, where a plain GET is answered with 200; none if empty
    AddressList trustedProxies;
    std::optional<NotedRefusal> refusal; // of whatever comes
    std::function<Decision(const Handshake &)> decide;
    // In order of preference; the first that the client offers is accepted.
    std::function<QStringList(const Handshake &)> subprotocols;
    std::shared_ptr<Counters> counters;
    bool usesQWebSocket;
    ConnectionSettings connection;
    std::shared_ptr<LogRate> warnings; // of all gates of the thread, since any peer can cause them
};

// Reads the request of one accepted connection and decides on it before the upgrade to a WebSocket
// (RFC 6455, section 4). It then deletes itself. A connection that is not upgraded gets an
// HTTP status if it has sent a request.
class HandshakeGate final : public QObject
{
    Q_OBJECT

public:
    // Takes over the connected socket. An SSL socket must be configured; the gate starts its handshake.
    HandshakeGate(QTcpSocket *socket, GateRules rules, QObject *parent);
    ~HandshakeGate() override;

Q_SIGNALS:
    // The receiver takes over the transport.
    void upgraded(WebSocketRpc::Transport *transport,
        const std::shared_ptr<const WebSocketRpc::PeerInfo> &peer);

private:
    enum class Stage { Tls, Head, Decision, Settled };

    void startTls();
    void startReading();
    void readHead();
    void examine(const HttpRequest &request);
    void examineUpgrade(const HttpRequest &request);
    [[nodiscard]] std::optional<HttpProblem> identifyPeer(const HttpRequest &request);
    void decide();
    void await(const QFuture<Admission> &future);
    void actOn(const QFuture<Admission> &future);
    void act(const Admission &admission);
    void refuse(const HttpProblem &problem);
    void refuse(const NotedRefusal &refusal);
    void refuse(const Admission &admission, QByteArrayView fields = {});
    void respond(const Admission &response, QByteArrayView fields = {});
    void upgrade();
    [[nodiscard]] std::optional<DeflateNegotiation::Acceptance> acceptDeflate() const;
    void upgradeToQWebSocket(const QString &subprotocol);
    void finish(Transport *transport);
    void runOutOfTime();
    void socketDisconnected();

    QTcpSocket *const m_socket;
    const GateRules m_rules;
    Handshake m_handshake;
    Timer m_timer{[this] { runOutOfTime(); }};
    Stage m_stage = Stage::Head;
    qsizetype m_headSize = 0;
    QByteArray m_key; // Sec-WebSocket-Key
    QByteArrayList m_offer; // Sec-WebSocket-Protocol
    bool m_onlyHead = false; // of the response is sent
};

} // namespace WebSocketRpc
