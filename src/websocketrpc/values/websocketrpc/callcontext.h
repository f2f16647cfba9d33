// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qmetatype.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>
#include <QtCore/qvariant.h>

#include <functional>
#include <memory>

QT_FORWARD_DECLARE_CLASS(QObject)

namespace WebSocketRpc {

class CallState;
class Channel;

// The facts about a channel's peer; created once for each connection.
struct WEBSOCKETRPC_EXPORT PeerInfo
{
    QString address = {};
    quint16 port = 0;
    QString path = {};
    QString query = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray certificate = {};
    QStringList certificateProblems = {};
    QVariant identity = {};

    [[nodiscard]] QByteArray header(QByteArrayView name) const;

    friend bool operator==(const PeerInfo &, const PeerInfo &) = default;
};

class WEBSOCKETRPC_EXPORT CallContext
{
public:
    class Source
    {
    public:
        virtual ~Source() = default;
        virtual Channel *channel() const = 0;
        virtual bool isAbandoned() const = 0;
        virtual std::shared_ptr<const PeerInfo> peer() const = 0;
    };

    CallContext() = default;
    CallContext(std::shared_ptr<const Source> source, const QString &method, const QVariant &id,
        std::shared_ptr<CallState> state = {});

    [[nodiscard]] bool isValid() const { return m_source != nullptr; }
    [[nodiscard]] Channel *channel() const;
    [[nodiscard]] const std::shared_ptr<const Source> &source() const { return m_source; }
    [[nodiscard]] QString method() const { return m_method; }
    [[nodiscard]] QVariant id() const { return m_id; }
    [[nodiscard]] bool isNotification() const { return !m_id.isValid(); }
    [[nodiscard]] PeerInfo peer() const;
    [[nodiscard]] QVariant identity() const { return peer().identity; }

    [[nodiscard]] bool isCancelled() const;
    [[nodiscard]] bool isAbandoned() const;
    void onCancelled(QObject *context, std::function<void()> function) const;
    void onCancelled(std::function<void()> function) const;

    [[nodiscard]] bool wantsProgress() const;
    void setProgressRange(int minimum, int maximum) const;
    void setProgressValue(int value) const;
    void setProgressValueAndText(int value, const QString &text) const;

private:
    std::shared_ptr<const Source> m_source;
    QString m_method;
    QVariant m_id;
    std::shared_ptr<CallState> m_state;
};

} // namespace WebSocketRpc
