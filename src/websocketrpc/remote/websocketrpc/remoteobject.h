// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT RemoteObject : public QObject,
                                         public CallInterface<RemoteObject>,
                                         public SubscriptionInterface<RemoteObject>
{
    Q_OBJECT
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(bool synchronised READ isSynchronised NOTIFY synchronisedChanged)

public:
    explicit RemoteObject(Channel *channel, const QString &name, QObject *parent = nullptr);
    ~RemoteObject() override;

    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isSynchronised() const;

    [[nodiscard]] QStringList propertyNames() const;
    [[nodiscard]] QJsonValue value(const QString &property) const;
    template<typename T>
    Reply<void> set(QAnyStringView property, const T &value)
    {
        return channel().template call<void>(
            "rpc.set", {{"name", fullName(property)}, {"value", value}});
    }

Q_SIGNALS:
    void changed(const QString &property, const QJsonValue &value);
    void synchronisedChanged();
    void failed(const WebSocketRpc::Error &error);

private:
    friend class CallInterface<RemoteObject>;
    friend class SubscriptionInterface<RemoteObject>;
    class Private;

    [[nodiscard]] ChannelHandle &channel() const;
    [[nodiscard]] QString fullName(QAnyStringView member) const;
    Detail::CallHandle startCall(const Detail::CallRequest &request, Detail::ResultPromise promise);
    void startNotification(const Detail::CallRequest &request);
    Subscription addSubscription(
        QObject *context, Detail::Handler handler, const QByteArrayList &parameterNames);

    const std::shared_ptr<Private> d;
};

} // namespace WebSocketRpc
