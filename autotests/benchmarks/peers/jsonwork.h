// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "socket.h"

#include <QJsonObject>

#include <unordered_map>

namespace Benchmarks {

[[nodiscard]] QString textOf(const QJsonObject &message);
[[nodiscard]] QJsonObject messageOf(const QString &text);

// A handwritten client with QJsonDocument, for any protocol whose answers have the `id` of their
// request.
class JsonWork : public SocketWork
{
public:
    explicit JsonWork(const QUrl &url);

    void start(std::function<void()> done) override;

private:
    [[nodiscard]] virtual QJsonObject request(qint64 id) const = 0;
    [[nodiscard]] virtual bool isRight(const QJsonObject &answer) = 0;

    void receive(const QString &text);

    qint64 m_id = 0;
    std::unordered_map<qint64, std::function<void()>> m_waiting;
};

} // namespace Benchmarks
