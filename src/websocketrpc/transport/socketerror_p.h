// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtWebSockets/qwebsocket.h>

namespace WebSocketRpc {

// Qt 6.5 renamed QWebSocket's error signal.
template<typename F>
void connectSocketError(QWebSocket *socket, QObject *context, F &&slot)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    QObject::connect(socket, &QWebSocket::errorOccurred, context, std::forward<F>(slot));
#else
    QObject::connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), context,
        std::forward<F>(slot));
#endif
}

} // namespace WebSocketRpc
