// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/admission.h>
#include <websocketrpc/audience.h>
#include <websocketrpc/channel.h>
#include <websocketrpc/compression.h>
#include <websocketrpc/heartbeat.h>
#include <websocketrpc/serverstatistics.h>

#include <QtCore/qfuture.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qhostaddress.h>

#include <functional>
#include <variant>

QT_FORWARD_DECLARE_CLASS(QSslConfiguration)
QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc {

class Route;
class ServerPrivate;

class WEBSOCKETRPC_EXPORT Server : public QObject, public HandlerInterface<Server>
{
    Q_OBJECT

public:
    using Authenticator =
        std::function<std::variant<Admission, QFuture<Admission>>(const PeerInfo &request)>;
    using Authorizer = std::function<std::optional<Error>(const CallContext &context)>;
    using ObjectFactory = std::function<std::unique_ptr<QObject>(Channel &channel)>;

    explicit Server(QObject *parent = nullptr);
    ~Server() override;

    void expose(QObject *object, const ExposeOptions &options = {});
    void expose(QAbstractItemModel *model, const ModelOptions &options);
    void unexpose(QObject *object);
    void exposeEach(const ObjectFactory &factory, const ExposeOptions &options = {});
    Route &route(const QString &path);

    [[nodiscard]] std::optional<ApiInfo> apiInfo() const;
    void setDiscoverable(const ApiInfo &info = {});
    void setDiscoverable(std::nullopt_t none);

    void setAuthenticator(const Authenticator &authenticator);
    void setAuthorizer(const Authorizer &authorizer);
    void setAllowedOrigins(const QStringList &origins);
    void setAllowedHosts(const QStringList &hosts);
    void setTrustedProxies(const QStringList &proxies);
    void setSubprotocols(const QStringList &subprotocols);
    void setHealthPath(const QString &path);
    void setSslConfiguration(const QSslConfiguration &configuration);
    void setThreadCount(int count);

    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits &limits);

    [[nodiscard]] std::optional<Heartbeat> heartbeat() const;
    void setHeartbeat(const std::optional<Heartbeat> &heartbeat);

    [[nodiscard]] std::optional<Compression> compression() const;
    void setCompression(const Compression &compression);
    void setCompression(std::nullopt_t none);

    [[nodiscard]] CallOptions callOptions() const;
    void setCallOptions(const CallOptions &options);

    [[nodiscard]] std::optional<Dialect> dialect() const;
    void setDialect(std::optional<Dialect> dialect);

    [[nodiscard]] bool sharesFrames() const;
    void setSharesFrames(bool share);

    [[nodiscard]] bool usesQWebSocket() const;
    void setUsesQWebSocket(bool use);

    [[nodiscard]] bool revealsExceptions() const;
    void setRevealsExceptions(bool reveal);

    [[nodiscard]] bool isLenient() const;
    void setLenient(bool lenient);

    [[nodiscard]] bool listen(
        const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    [[nodiscard]] bool adopt(qintptr listeningDescriptor);
    [[nodiscard]] bool isListening() const;
    [[nodiscard]] quint16 port() const;
    [[nodiscard]] QUrl url() const;
    [[nodiscard]] QString errorString() const;

    [[nodiscard]] QList<Channel *> channels() const;
    [[nodiscard]] Audience audience(const AudienceFilter &filter = {});
    template<typename... A>
    void notifyAll(QAnyStringView method, const A &...arguments)
    {
        audience().notify(method, arguments...);
    }
    void notifyAll(QAnyStringView method, std::initializer_list<NamedArgument> arguments)
    {
        audience().notify(method, arguments);
    }
    template<auto Method, typename... A>
    requires(Detail::CallableMethod<Method>) void notifyAll(A &&...arguments)
    {
        audience().template notify<Method>(std::forward<A>(arguments)...);
    }
    Channel *attach(QWebSocket *socket);
    [[nodiscard]] ServerStatistics statistics() const;

    QFuture<void> drain(std::chrono::milliseconds deadline = std::chrono::seconds(10));

public Q_SLOTS:
    void close();

Q_SIGNALS:
    void channelOpened(WebSocketRpc::Channel *channel);
    void channelClosed(WebSocketRpc::Channel *channel);

private:
    friend class HandlerInterface<Server>;

    void addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options);
    void removeHandlers(const std::optional<QByteArray> &method, const QObject *context);

    const std::unique_ptr<ServerPrivate> d;
};

} // namespace WebSocketRpc
