// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clientupgrade_p.h"
#include "deflateparameters_p.h"

#include <QtCore/qbytearraylist.h>
#include <QtCore/qurl.h>

QT_FORWARD_DECLARE_CLASS(QTcpSocket)

namespace WebSocketRpc {

struct HttpHead;

// Over a TCP or TLS socket of its own: the client's part of RFC 6455, section 4.1.
class SocketUpgrade final : public ClientUpgrade
{
    Q_OBJECT

public:
    explicit SocketUpgrade(const UpgradeSettings &settings) : m_settings(settings) { }
    ~SocketUpgrade() override;

    void open(const QNetworkRequest &request) override;
    void abort() override;
    [[nodiscard]] QAbstractSocket::SocketError error() const override;
    [[nodiscard]] QString errorString() const override;

private:
    [[nodiscard]] bool writeHead(const QNetworkRequest &request);
    void connectTo(const QUrl &url);
    void sendHead();
    void readResponse();
    void examine(const HttpHead &head, qsizetype size);
    void finish(const QByteArray &subprotocol, const std::optional<DeflateAgreement> &deflate);
    void fail(const QString &problem = {});

    const UpgradeSettings m_settings;
    QUrl m_url;
    QTcpSocket *m_socket = nullptr; // a child
    QByteArray m_key;
    QByteArrayList m_offer; // of sub-protocols
    QByteArray m_head; // of the request
    QString m_problem; // with the response, beside what the socket says
    bool m_settled = false;
};

} // namespace WebSocketRpc
