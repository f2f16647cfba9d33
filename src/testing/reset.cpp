// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <QTcpSocket>

#include "reset_p.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <sys/socket.h>
#endif

namespace WebSocketRpc::Test {

void resetConnection(QTcpSocket *socket)
{
    // QTcpSocket::abort() ends an idle connection like a close; only a socket that does not linger is
    // reset.
    const linger noTime = {.l_onoff = 1, .l_linger = 0};
    if (socket->socketDescriptor() != -1)
        setsockopt(socket->socketDescriptor(), SOL_SOCKET, SO_LINGER,
            reinterpret_cast<const char *>(&noTime), sizeof noTime);
    socket->abort();
}

} // namespace WebSocketRpc::Test
