// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "transport_p.h"
#include "upgraderesponse_p.h"

#include <websocketrpc/callcontext.h>

#include <QtNetwork/qabstractsocket.h>
#include <QtNetwork/qnetworkproxy.h>
#include <QtNetwork/qsslconfiguration.h>

QT_FORWARD_DECLARE_CLASS(QNetworkRequest)

namespace WebSocketRpc {

// The latest session that a server has given out, which a later connection to it may resume.
struct TlsSession
{
    QString server; // its host and port
    QByteArray ticket;
};

struct UpgradeSettings
{
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
    std::shared_ptr<TlsSession> tlsSession; // is used where the configuration keeps sessions
    ConnectionSettings connection;
};

// One attempt of a client to open a WebSocket, to one server. It tells once how it went, from inside
// a socket's signal, and is then let go with deleteLater().
class ClientUpgrade : public QObject
{
    Q_OBJECT

public:
    virtual void open(const QNetworkRequest &request) = 0;
    virtual void abort() = 0; // and tells of nothing any more

    // After failed(). The response is there where one came that is no upgrade, or a wrong one.
    [[nodiscard]] UpgradeResponse &response() { return m_response; }
    [[nodiscard]] virtual QAbstractSocket::SocketError error() const = 0;
    [[nodiscard]] virtual QString errorString() const = 0;

Q_SIGNALS:
    // The receiver takes over the transport, at once, or it would miss messages.
    void upgraded(WebSocketRpc::Transport *transport,
        const std::shared_ptr<const WebSocketRpc::PeerInfo> &peer);
    void failed();

private:
    UpgradeResponse m_response;
};

} // namespace WebSocketRpc
