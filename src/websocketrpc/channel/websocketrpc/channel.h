// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/apiinfo.h>
#include <websocketrpc/batch.h>
#include <websocketrpc/callinterface.h>
#include <websocketrpc/channelhandle.h>
#include <websocketrpc/closereason.h>
#include <websocketrpc/dialect.h>
#include <websocketrpc/exposeoptions.h>
#include <websocketrpc/handlerinterface.h>
#include <websocketrpc/limits.h>
#include <websocketrpc/modeloptions.h>
#include <websocketrpc/subscriptioninterface.h>

#include <QtCore/qobject.h>

QT_FORWARD_DECLARE_CLASS(QAbstractItemModel)

namespace WebSocketRpc {

class ChannelPrivate;

struct ChannelStatistics
{
    quint64 lateAnswers = 0; // to a call that has settled, or to none
    qsizetype pendingCalls = 0; // made here, not yet settled
    qsizetype runningCalls = 0; // made by the peer, not yet answered
    qsizetype openStreams = 0; // that the peer may read
    qsizetype readStreams = 0; // that the peer makes
};

class WEBSOCKETRPC_EXPORT Channel : public QObject,
                                    public CallInterface<Channel>,
                                    public HandlerInterface<Channel>,
                                    public SubscriptionInterface<Channel>
{
    Q_OBJECT
    Q_PROPERTY(QString id READ id CONSTANT)
    Q_PROPERTY(bool connected READ isConnected NOTIFY connectedChanged)

public:
    ~Channel() override;

    void expose(QObject *object, const ExposeOptions &options = {});
    void expose(QAbstractItemModel *model, const ModelOptions &options);
    void unexpose(QObject *object);
    [[nodiscard]] std::optional<ApiInfo> apiInfo() const;
    void setDiscoverable(const ApiInfo &info = {});
    void setDiscoverable(std::nullopt_t none);

    [[nodiscard]] ChannelHandle handle() const;
    [[nodiscard]] ChannelHandle with(const CallOptions &options) const;
    [[nodiscard]] Batch batch() const;

    [[nodiscard]] QString id() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] std::optional<Dialect> dialect() const;
    [[nodiscard]] PeerInfo peer() const;
    Reply<QString> fetchPeerId();
    [[nodiscard]] ChannelStatistics statistics() const;

    [[nodiscard]] CallOptions callOptions() const;
    void setCallOptions(const CallOptions &options);

    [[nodiscard]] Limits limits() const;
    void setLimits(const Limits &limits);

    [[nodiscard]] bool revealsExceptions() const;
    void setRevealsExceptions(bool reveal);

    [[nodiscard]] bool isLenient() const;
    void setLenient(bool lenient);

public Q_SLOTS:
    virtual void close();

Q_SIGNALS:
    void connected();
    void disconnected(const WebSocketRpc::CloseReason &reason);
    void connectedChanged();
    void dialectChanged();
    void notificationFailed(const QString &method, const WebSocketRpc::Error &error);
    void callFailed(const QString &method, const WebSocketRpc::Error &error);

protected:
    explicit Channel(QObject *parent = nullptr);
    Channel(std::unique_ptr<ChannelPrivate> priv, QObject *parent);
    bool event(QEvent *event) override;

    const std::unique_ptr<ChannelPrivate> d;

private:
    friend class CallInterface<Channel>;
    friend class HandlerInterface<Channel>;
    friend class SubscriptionInterface<Channel>;
    friend class ChannelAccess;

    Detail::CallHandle startCall(const Detail::CallRequest &request, Detail::ResultPromise promise);
    void startNotification(const Detail::CallRequest &request);
    void addHandler(QObject *context, Detail::Handler handler, const HandlerOptions &options);
    void removeHandlers(const std::optional<QByteArray> &method, const QObject *context);
    Subscription addSubscription(
        QObject *context, Detail::Handler handler, const QByteArrayList &parameterNames);
};

} // namespace WebSocketRpc
