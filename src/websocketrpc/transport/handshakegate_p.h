// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "timer_p.h"

#include <websocketrpc/admission.h>
#include <websocketrpc/callcontext.h>

#include <QtCore/qfuture.h>
#include <QtCore/qobject.h>

#include <functional>
#include <variant>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)
QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

struct Counters;
struct HttpHead;

// What a gate lets through.
struct GateRules
{
    using Decision = std::variant<Admission, QFuture<Admission>>;

    std::chrono::milliseconds handshakeTime;
    qint64 handshakeSize;
    QStringList subprotocols; // that are accepted where the client offers them
    QString healthPath; // where a plain GET is answered with 200; none if empty
    std::function<Decision(const PeerInfo &)> decide;
    std::shared_ptr<Counters> counters;
};

// Reads the request of one accepted connection and decides on it before the upgrade to a WebSocket
// (RFC 6455, section 4). It deletes itself when the matter is settled.
class HandshakeGate final : public QObject
{
    Q_OBJECT

public:
    // Takes over the connected socket. An SSL socket must be set up; its handshake starts here.
    HandshakeGate(QTcpSocket *socket, GateRules rules, QObject *parent);
    ~HandshakeGate() override;

Q_SIGNALS:
    // The receiver takes over the socket. Emitted from the event loop, not from inside its signals.
    void upgraded(QWebSocket *socket, const std::shared_ptr<const PeerInfo> &peer);

private:
    enum class Stage { Tls, Head, Decision, Settled };

    void startTls();
    void startReading();
    void readHead();
    void examine(const HttpHead &head);
    void decide();
    void await(const QFuture<Admission> &future);
    void act(const Admission &admission);
    void refuse(const Admission &admission, QByteArrayView extraFields = {});
    void respond(const Admission &response, QByteArrayView extraFields);
    void upgrade();
    void runOutOfTime();
    void socketDisconnected();

    QTcpSocket *const m_socket;
    const GateRules m_rules;
    std::shared_ptr<PeerInfo> m_peer = std::make_shared<PeerInfo>();
    Timer m_timer{[this] { runOutOfTime(); }};
    Stage m_stage = Stage::Head;
    qsizetype m_headSize = 0;
};

} // namespace WebSocketRpc
