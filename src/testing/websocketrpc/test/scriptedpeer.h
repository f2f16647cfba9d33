// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/export.h>
#include <websocketrpc/test/waitfor.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qurl.h>

#include <functional>
#include <memory>
#include <optional>

QT_FORWARD_DECLARE_CLASS(QWebSocket)

namespace WebSocketRpc::Test {

class ScriptedPeerPrivate;

class WEBSOCKETRPCTEST_EXPORT ScriptedPeer : public QObject
{
    Q_OBJECT

public:
    using Script = std::function<std::optional<QByteArray>(const QByteArray &message)>;

    ScriptedPeer();
    explicit ScriptedPeer(const QUrl &server);
    ~ScriptedPeer() override;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] QWebSocket *socket() const;

    void answer(const QByteArray &message);
    void setScript(const Script &script);

    void send(const QByteArray &text);
    void sendBinary(const QByteArray &bytes);
    void close(int code = 1000);

    [[nodiscard]] QList<QByteArray> received() const;
    [[nodiscard]] QByteArray next(std::chrono::milliseconds timeout = DefaultTimeout,
        const char *file = __builtin_FILE(), int line = __builtin_LINE());

Q_SIGNALS:
    void connected();
    void disconnected();
    void messageReceived(const QByteArray &message);

private:
    const std::unique_ptr<ScriptedPeerPrivate> d;
};

} // namespace WebSocketRpc::Test
