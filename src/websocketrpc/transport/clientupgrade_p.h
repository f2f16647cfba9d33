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

// The latest session that a server has issued. A later connection to that server may resume it.
struct TlsSession
{
    QString server; // its host and port
    QByteArray ticket;
};

struct UpgradeSettings
{
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
    std::shared_ptr<TlsSession> tlsSession; // used if the configuration keeps sessions
    ConnectionSettings connection;
};

// A client's attempt to open a WebSocket to one server. It reports the outcome once, from inside a
// socket's signal; then deleteLater() destroys it.
class ClientUpgrade : public QObject
{
    Q_OBJECT

public:
    virtual void open(const QNetworkRequest &request) = 0;
    virtual void abort() = 0; // reports nothing afterwards

    // After failed(). There is a response if the server refused the upgrade or answered it wrongly.
    [[nodiscard]] UpgradeResponse &response() { return m_response; }
    [[nodiscard]] virtual QAbstractSocket::SocketError error() const = 0;
    [[nodiscard]] virtual QString errorString() const = 0;

Q_SIGNALS:
    // The receiver must take over the transport at once, or it misses messages.
    void upgraded(WebSocketRpc::Transport *transport,
        const std::shared_ptr<const WebSocketRpc::PeerInfo> &peer);
    void failed();

private:
    UpgradeResponse m_response;
};

} // namespace WebSocketRpc
