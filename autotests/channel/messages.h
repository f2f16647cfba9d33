// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QJsonDocument>
#include <QJsonObject>

// Messages of JSON-RPC 2.0, as they are sent.

inline const QByteArray question = R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":"next"})";
inline const QByteArray answer = R"({"jsonrpc":"2.0","result":3,"id":"next"})";

inline QJsonObject messageIn(const QByteArray &frame)
{
    return QJsonDocument::fromJson(frame).object();
}

inline int errorCodeOf(const QJsonValue &message)
{
    return message[QStringLiteral("error")][QStringLiteral("code")].toInt();
}

inline int errorCodeOf(const QByteArray &frame)
{
    return errorCodeOf(messageIn(frame));
}

inline QString errorMessageOf(const QByteArray &frame)
{
    return messageIn(frame)[QStringLiteral("error")][QStringLiteral("message")].toString();
}
