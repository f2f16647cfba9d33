// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/channel.h>
#include <websocketrpc/detail/remotevalue.h>

#include <QtCore/qproperty.h>

namespace WebSocketRpc {

class WEBSOCKETRPC_EXPORT RemotePropertyBase : public QObject
{
    Q_OBJECT
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(bool synchronised READ isSynchronised NOTIFY synchronisedChanged)

public:
    ~RemotePropertyBase() override;

    [[nodiscard]] QString name() const;
    [[nodiscard]] bool isSynchronised() const;

Q_SIGNALS:
    void changed();
    void synchronisedChanged();
    void failed(const WebSocketRpc::Error &error);

protected:
    RemotePropertyBase(Channel *channel, QAnyStringView name,
        const std::shared_ptr<Detail::RemoteValue> &value, QObject *parent);
    [[nodiscard]] ChannelHandle &channel();

private:
    class Private;

    const std::shared_ptr<Private> d;
};

template<typename T>
class RemoteProperty : public RemotePropertyBase
{
public:
    explicit RemoteProperty(Channel *channel, QAnyStringView name, QObject *parent = nullptr)
        : RemoteProperty(channel, name, std::make_shared<Detail::RemoteValueOf<T>>(), parent)
    {
    }

    [[nodiscard]] T value() const { return m_value->property.value(); }
    [[nodiscard]] QBindable<T> bindable() const
    {
        return QBindable<T>(&std::as_const(m_value->property));
    }
    Reply<void> set(const T &value)
    {
        return channel().template call<void>("rpc.set", {{"name", name()}, {"value", value}});
    }

private:
    RemoteProperty(Channel *channel, QAnyStringView name,
        const std::shared_ptr<Detail::RemoteValueOf<T>> &value, QObject *parent)
        : RemotePropertyBase(channel, name, value, parent)
        , m_value(value)
    {
    }

    const std::shared_ptr<Detail::RemoteValueOf<T>> m_value;
};

} // namespace WebSocketRpc
