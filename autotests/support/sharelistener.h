// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "waitfor.h"

#include <websocketrpc/channel.h>

#include <QJsonArray>
#include <QJsonDocument>

// The end of a channel that follows signals and properties of the other, by the plain protocol. It keeps
// what it is told, a line for each message.
class ShareListener : public QObject
{
public:
    explicit ShareListener(WebSocketRpc::Channel &followed) : channel(followed)
    {
        channel.onAny(
            this, [this](const QString &method, const WebSocketRpc::Arguments &arguments) {
                heard.append(method + u' ' + jsonOf(arguments));
            });
    }

    void subscribe(const QStringList &names)
    {
        QVERIFY(settles(channel.call<void>("rpc.subscribe", names)));
    }
    void watch(const QStringList &names)
    {
        values = waitFor(channel.call<QJsonObject>("rpc.watch", names));
    }
    // Keeps the answer in its place among what is told.
    template<typename T, typename... A>
    void call(const char *method, const A &...arguments)
    {
        channel.call<T>(method, arguments...).then(this, [this](const T &result) {
            heard.append(QStringLiteral("answer ")
                + QString::fromUtf8(
                    QJsonDocument(QJsonArray{result}).toJson(QJsonDocument::Compact)));
        });
    }

    WebSocketRpc::Channel &channel;
    QStringList heard;
    QJsonObject values; // that the latest watch() answered

private:
    static QString jsonOf(const WebSocketRpc::Arguments &arguments)
    {
        QJsonDocument json(QJsonArray::fromVariantList(arguments.values()));
        if (arguments.isNamed()) {
            QVariantMap members;
            for (qsizetype i = 0; i < arguments.size(); ++i)
                members.insert(arguments.names()[i], arguments.values()[i]);
            json = QJsonDocument(QJsonObject::fromVariantMap(members));
        }
        return QString::fromUtf8(json.toJson(QJsonDocument::Compact));
    }
};
