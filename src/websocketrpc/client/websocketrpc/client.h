// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>
#include <websocketrpc/compression.h>
#include <websocketrpc/connectionfailure.h>
#include <websocketrpc/heartbeat.h>
#include <websocketrpc/reconnectpolicy.h>

#include <QtCore/qurl.h>
#include <QtNetwork/qnetworkrequest.h>

#include <functional>

QT_FORWARD_DECLARE_CLASS(QNetworkProxy)
QT_FORWARD_DECLARE_CLASS(QSslConfiguration)
QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

class ClientPrivate;

namespace Detail {
template<typename F, typename Step = std::function<QFuture<void>(ChannelHandle)>>
concept OtherOpeningStep =
    std::is_invocable<F &, ChannelHandle>::value && !std::is_convertible<F, Step>::value;
}

class WEBSOCKETRPC_EXPORT Client : public Channel
{
    Q_OBJECT
    Q_PROPERTY(QUrl url READ url WRITE setUrl NOTIFY urlChanged)
    Q_PROPERTY(State state READ state NOTIFY stateChanged)
    Q_PROPERTY(int attempt READ attempt NOTIFY stateChanged)
    Q_PROPERTY(WebSocketRpc::Error lastError READ lastError NOTIFY lastErrorChanged)

public:
    enum class State { Closed, Connecting, Connected, Waiting, Opening };
    Q_ENUM(State)

    using RequestFactory = std::function<QNetworkRequest(const QUrl &url)>;
    using SocketFactory = std::function<std::unique_ptr<QWebSocket>(const QUrl &url)>;
    using RetryCondition = std::function<bool(const ConnectionFailure &failure)>;
    using OpeningStep = std::function<QFuture<void>(ChannelHandle server)>;

    explicit Client(QObject *parent = nullptr);
    explicit Client(const QUrl &url, QObject *parent = nullptr);
    ~Client() override;

    [[nodiscard]] QUrl url() const;
    void setUrl(const QUrl &url);

    [[nodiscard]] ReconnectPolicy reconnectPolicy() const;
    void setReconnectPolicy(const ReconnectPolicy &policy);
    void setRetryCondition(const RetryCondition &condition);
    [[nodiscard]] static bool isTemporary(const ConnectionFailure &failure);

    void setRequestFactory(const RequestFactory &factory);
    void setHeader(const QByteArray &name, const QByteArray &value);
    void setMaximumRedirects(int maximum);
    void setProxy(const QNetworkProxy &proxy);
    void setSslConfiguration(const QSslConfiguration &configuration);
    void setSocketFactory(const SocketFactory &factory);

    void setOpening(const OpeningStep &step);
    // For a step that returns a Reply, a QFuture of something, or nothing.
    template<Detail::OtherOpeningStep F>
    void setOpening(F step);

    [[nodiscard]] std::optional<Heartbeat> heartbeat() const;
    void setHeartbeat(const std::optional<Heartbeat> &heartbeat);

    [[nodiscard]] std::optional<Compression> compression() const;
    void setCompression(const Compression &compression);
    void setCompression(std::nullopt_t none);

    void setDialect(Dialect dialect);
    void setFrameType(FrameType type);
    [[nodiscard]] bool sharesFrames() const;
    void setSharesFrames(bool share);

    [[nodiscard]] State state() const;
    [[nodiscard]] int attempt() const;
    [[nodiscard]] std::chrono::milliseconds retryIn() const;
    [[nodiscard]] Error lastError() const;
    [[nodiscard]] ConnectionFailure lastFailure() const;
    [[nodiscard]] std::optional<std::chrono::microseconds> roundTripTime() const;

public Q_SLOTS:
    void open();
    void retryNow();
    void close() override;

Q_SIGNALS:
    void urlChanged();
    void stateChanged(WebSocketRpc::Client::State state);
    void lastErrorChanged();
    void roundTripTimeChanged();
    void reconnecting(int attempt, std::chrono::milliseconds delay);
    void failed(const WebSocketRpc::Error &error);

private:
    friend class ClientPrivate;
    Q_DECLARE_PRIVATE_D(d, Client)
};

template<Detail::OtherOpeningStep F>
void Client::setOpening(F step)
{
    setOpening(OpeningStep([step = std::move(step)](ChannelHandle server) mutable {
        if constexpr (std::is_void_v<std::invoke_result_t<F &, ChannelHandle>>) {
            step(std::move(server));
            QPromise<void> done;
            done.start();
            done.finish();
            return done.future();
        } else {
            return static_cast<QFuture<void>>(step(std::move(server)));
        }
    }));
}

} // namespace WebSocketRpc
