// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonwork.h"

#include <QJsonDocument>

namespace Benchmarks {

QString textOf(const QJsonObject &message)
{
    return QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact));
}

QJsonObject messageOf(const QString &text)
{
    return QJsonDocument::fromJson(text.toUtf8()).object();
}

JsonWork::JsonWork(const QUrl &url) : SocketWork(url)
{
    QObject::connect(&socket(), &QWebSocket::textMessageReceived, &socket(),
        [this](const QString &text) { receive(text); });
}

void JsonWork::start(std::function<void()> done)
{
    m_waiting.emplace(++m_id, std::move(done));
    socket().sendTextMessage(textOf(request(m_id)));
}

void JsonWork::receive(const QString &text)
{
    const QJsonObject answer = messageOf(text);
    const auto waiting = m_waiting.extract(answer[QStringLiteral("id")].toInteger());
    if (waiting.empty() || !isRight(answer))
        fail(QStringLiteral("wrong answer"));
    waiting.mapped()();
}

} // namespace Benchmarks
