// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clientupgrade_p.h"

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

// By a QWebSocket, which may be connected already.
class WebSocketUpgrade final : public ClientUpgrade
{
    Q_OBJECT

public:
    // Takes over the socket.
    WebSocketUpgrade(std::unique_ptr<QWebSocket> socket, const UpgradeSettings &settings);
    ~WebSocketUpgrade() override;

    void open(const QNetworkRequest &request) override;
    void abort() override;
    [[nodiscard]] QAbstractSocket::SocketError error() const override;
    [[nodiscard]] QString errorString() const override;

private:
    void finish();
    void fail();

    const UpgradeSettings m_settings;
    QWebSocket *m_socket; // a child
    bool m_settled = false;
};

} // namespace WebSocketRpc
