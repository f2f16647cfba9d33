// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>
#include <websocketrpc/export.h>

#include <QtCore/qfuture.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qobject.h>
#include <QtCore/qstringlist.h>

namespace WebSocketRpc {

class UtilityMethodsPrivate;

struct ProcessDetails
{
    Q_GADGET_EXPORT(WEBSOCKETRPC_EXPORT)
    Q_PROPERTY(qint64 pid MEMBER pid)
    Q_PROPERTY(QStringList cmd MEMBER cmd)
    Q_PROPERTY(QString workingdir MEMBER workingdir)

public:
    qint64 pid = 0;
    QStringList cmd;
    QString workingdir;

    friend bool operator==(const ProcessDetails &, const ProcessDetails &) = default;
};

struct PeerResponse
{
    Q_GADGET_EXPORT(WEBSOCKETRPC_EXPORT)
    Q_PROPERTY(QJsonValue result MEMBER result)
    Q_PROPERTY(QString result_type MEMBER result_type)
    Q_PROPERTY(QString call_id MEMBER call_id)

public:
    QJsonValue result;
    QString result_type;
    QString call_id;

    friend bool operator==(const PeerResponse &, const PeerResponse &) = default;
};

// The methods have the names that they have on the wire.
class WEBSOCKETRPC_EXPORT UtilityMethods : public QObject
{
    Q_OBJECT

public:
    explicit UtilityMethods(QObject *parent = nullptr);
    ~UtilityMethods() override;

    Q_INVOKABLE QString echo(const QString &text) const;
    Q_INVOKABLE WebSocketRpc::ProcessDetails get_process_details() const;
    Q_INVOKABLE QString call_me_back(const WebSocketRpc::CallContext &context,
        const QString &method_name, const QJsonObject &args = {});
    Q_INVOKABLE QFuture<WebSocketRpc::PeerResponse> get_response(
        const WebSocketRpc::CallContext &context, const QString &call_id);

private:
    const std::unique_ptr<UtilityMethodsPrivate> d;
};

} // namespace WebSocketRpc
