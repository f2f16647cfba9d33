// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "channelprivate_p.h"
#include "connectionattempt_p.h"

#include <websocketrpc/client.h>

namespace WebSocketRpc {

// The state machine of a client. User code may delete the client, so a caller of user code either does
// nothing afterwards or checks that the client still exists.
class ClientPrivate final : public ChannelPrivate
{
public:
    ClientPrivate(Client *client, const QUrl &url);

    void open();
    void close();
    void retryNow();
    void attempt();
    void followUrl();

    void opened() override;
    void closed(const CloseReason &reason) override;
    void neverOpened(const CloseReason &reason, const std::optional<Error> &openingError) override;
    void openingStepBegins() override { setState(Client::State::Opening); }

    [[nodiscard]] Client::State stateNow() const;
    void setState(Client::State newState);
    void reportState();
    void setFailure(const ConnectionFailure &newFailure);
    void setRoundTripTime(std::optional<std::chrono::microseconds> time);

    Client *const q;
    QUrl url;
    ReconnectPolicy policy;
    Client::RetryCondition retryCondition;
    Client::RequestFactory requestFactory;
    QList<std::pair<QByteArray, QByteArray>> headers;
    std::optional<QNetworkProxy> proxy;
    std::optional<QSslConfiguration> sslConfiguration;
    std::shared_ptr<TlsSession> tlsSession = std::make_shared<TlsSession>();
    Client::SocketFactory socketFactory;
    std::optional<Heartbeat> heartbeat = Heartbeat();
    std::optional<Compression> compression = {};
    bool sharesFrames = true;
    int maximumRedirects = 0;

    Client::State state = Client::State::Closed;
    int failures = 0; // in a row
    ConnectionFailure failure; // the latest
    std::optional<std::chrono::microseconds> roundTripTime;
    Timer retryTimer{[this] { attempt(); }};

private:
    [[nodiscard]] QNetworkRequest requestFor(const QUrl &target) const;
    void reportConnected();
    void upgraded(Transport *transport, const std::shared_ptr<const PeerInfo> &peer);
    void failed(const ConnectionFailure &newFailure);
    [[nodiscard]] bool isWorthRetrying(const ConnectionFailure &why) const;
    [[nodiscard]] std::optional<std::chrono::milliseconds> nextDelay() const;
    void logFailure(const QString &consequence);
    void giveUp();
    void watchNetwork();

    Client::State reportedState = Client::State::Closed;
    bool reportedConnected = false;
    std::unique_ptr<ConnectionAttempt> currentAttempt;
    Clock::time_point firstFailure; // of those in a row
    Clock::time_point connectedSince;
    bool retriesAtOnce = false; // as soon as closed() has handled the loss
    bool watchesNetwork = false;
    std::optional<int> blamelessStatus; // see ConnectionAttempt
    QString loggedFailure; // the latest, which is not logged again
};

} // namespace WebSocketRpc
