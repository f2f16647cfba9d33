// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "transport_p.h"

#include <QCoreApplication>
#include <QThread>

namespace WebSocketRpc {

void Transport::release(std::unique_ptr<Transport> transport, int code, const QString &reason)
{
    transport->setReceiver(nullptr);
    // Without an event loop nothing would ever finish; what the system takes at once is sent.
    if (QThread::currentThread()->loopLevel() > 0) {
        Transport *const released = transport.release();
        connect(released, &Transport::finished, released, &QObject::deleteLater);
        // The thread may end before the peer has answered, and the main one does with the application.
        QThread *const thread = QThread::currentThread();
        connect(thread, &QThread::finished, released, &QObject::deleteLater);
        const QCoreApplication *const application = QCoreApplication::instance();
        if (application && application->thread() == thread)
            connect(application, &QCoreApplication::aboutToQuit, released, &QObject::deleteLater);
        released->close(code, reason);
    } else {
        transport->close(code, reason);
    }
}

} // namespace WebSocketRpc

#include "moc_transport_p.cpp"
