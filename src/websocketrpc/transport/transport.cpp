// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "transport_p.h"

#include "deletelater_p.h"
#include "subprotocol_p.h"

#include <QCoreApplication>

#include <algorithm>

namespace WebSocketRpc {

namespace {

// The main thread never finishes; its objects end with the application.
void deleteWithThread(QObject *object)
{
    QThread *const thread = object->thread();
    QObject::connect(thread, &QThread::finished, object, &QObject::deleteLater);
    const QCoreApplication *const application = QCoreApplication::instance();
    if (application && application->thread() == thread)
        QObject::connect(
            application, &QCoreApplication::aboutToQuit, object, &QObject::deleteLater);
}

} // namespace

qint64 ConnectionSettings::largestMessage(bool sharesFrames) const
{
    const qint64 smallest = sharesFrames ? sharedFrameSize : 0;
    return std::max(incomingMessageSize * 2, smallest);
}

void Transport::release(std::unique_ptr<Transport> transport, int code, const QString &reason)
{
    transport->setReceiver(nullptr);
    if (!isEventLoopRunning())
        return transport->close(code, reason); // sends what the system takes at once
    Transport *const released = transport.release();
    connect(released, &Transport::finished, released, &QObject::deleteLater);
    deleteWithThread(released); // which may end before the peer has answered
    released->close(code, reason);
}

} // namespace WebSocketRpc

#include "moc_transport_p.cpp"
