// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "clientupgrade_p.h"
#include "timer_p.h"

#include <websocketrpc/connectionfailure.h>

#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkrequest.h>

#include <functional>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

struct HttpHead;

struct AttemptSettings
{
    std::function<QNetworkRequest(const QUrl &)> requestFor;
    UpgradeSettings upgrade;
    std::function<std::unique_ptr<QWebSocket>(const QUrl &)>
        socketFactory; // instead of the library's own
    std::chrono::milliseconds handshakeTime;
    int maximumRedirects = 0;
    bool offersSharedFrames = false; // to a server that does not refuse the offer
    std::optional<int> blamelessStatus = {}; // a status that the offer does not cause
};

// Opens one connection. It follows redirects if they are allowed, and tries again without the sub-protocol
// if the server refuses the offer. It connects or fails once.
class ConnectionAttempt final : public QObject
{
    Q_OBJECT

public:
    explicit ConnectionAttempt(AttemptSettings settings) : m_settings(std::move(settings)) { }
    ~ConnectionAttempt() override;

    void start(const QUrl &url);

    // The status that the server gave with the offer and without it.
    [[nodiscard]] std::optional<int> blamelessStatus() const { return m_blamelessStatus; }

Q_SIGNALS:
    // The receiver must take over the transport at once, or it misses messages.
    void connected(WebSocketRpc::Transport *transport,
        const std::shared_ptr<const WebSocketRpc::PeerInfo> &peer);
    void failed(const WebSocketRpc::ConnectionFailure &failure); // from the event loop

private:
    void open(const QUrl &url);
    [[nodiscard]] std::unique_ptr<ClientUpgrade> makeUpgrade(const QUrl &url);
    void openAgain(const QUrl &url);
    [[nodiscard]] std::optional<QNetworkRequest> requestFor(const QUrl &url);
    void upgradeFailed();
    void refused(const HttpHead &head);
    void failAsRefused(const HttpHead &head);
    void fail(ConnectionFailure failure, const QString &problem);
    [[nodiscard]] bool followRedirect(const HttpHead &head, int status);
    [[nodiscard]] bool withdrawOffer(const HttpHead &head, int status);
    void dropUpgrade();

    const AttemptSettings m_settings;
    QUrl m_url;
    std::unique_ptr<ClientUpgrade> m_upgrade;
    Timer m_timer{[this] {
        fail(
            {}, QStringLiteral("no connection within %1 ms").arg(m_settings.handshakeTime.count()));
    }};
    std::unique_ptr<Timer> m_bodyTimer; // while it waits for the body of a refusal
    std::optional<int> m_statusWithOffer;
    std::optional<int> m_blamelessStatus = m_settings.blamelessStatus;
    int m_redirects = 0;
    bool m_offersSharedFrames = m_settings.offersSharedFrames;
    bool m_settled = false;
};

} // namespace WebSocketRpc
