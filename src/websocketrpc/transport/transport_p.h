// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "closecode_p.h"

#include <websocketrpc/compression.h>
#include <websocketrpc/heartbeat.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <memory>
#include <optional>

namespace WebSocketRpc {

// Moves whole messages, without knowing what they mean. It belongs to the thread that creates it.
class Transport : public QObject
{
    Q_OBJECT

public:
    enum class Format { Text, Binary };

    // Receives messages and events, often inside a socket's signal. So it only takes note of them, and
    // handles them later, from the event loop.
    class Receiver
    {
    public:
        virtual void messageReceived(QByteArrayView utf8, Format format) = 0;
        virtual void textReceived(QStringView text) = 0; // for a transport that receives UTF-16
        // A large message, which need not be copied.
        virtual void messageHandedOver(QByteArray utf8, Format format)
        {
            messageReceived(utf8, format);
        }
        virtual void transportClosed(int code, const QString &reason) = 0;
        // The peer makes the transport answer, but does not read the answers; see bytesToWrite().
        virtual void answersWait() = 0;

    protected:
        ~Receiver() = default;
    };

    void setReceiver(Receiver *receiver) { m_receiver = receiver; }

    // Whether both ends agreed that a frame holds an array of messages, see subprotocol_p.h.
    [[nodiscard]] virtual bool sharesFrames() const { return false; }

    // The transport may keep the message until flush().
    virtual void send(QByteArrayView utf8, Format format) = 0;
    // Sends a binary message that is an array with one entry, without copying a large entry.
    virtual void sendArrayOf(QByteArrayView entry)
    {
        send('[' + entry.toByteArray() + ']', Format::Binary);
    }
    virtual void flush() { }
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;

    // Ends the connection with a close frame, or without one if the peer does not take it in time.
    virtual void close(int code, const QString &reason) = 0;

    // Closes a transport that has no owner any more. It deletes itself when it is closed.
    static void release(std::unique_ptr<Transport> transport, int code, const QString &reason);

Q_SIGNALS:
    void finished(); // may be deleted now
    void roundTripMeasured(std::chrono::microseconds time);
    void peerFellSilent(); // and the connection is lost

protected:
    [[nodiscard]] Receiver *receiver() const { return m_receiver; }

private:
    Receiver *m_receiver = nullptr;
};

// The settings of a connection over a WebSocket.
struct ConnectionSettings
{
    // A message far over the limit ends the connection.
    [[nodiscard]] qint64 largestMessage(bool sharesFrames) const;

    qint64 incomingMessageSize; // beyond which a message is answered with an error
    std::chrono::milliseconds messageTime;
    std::optional<Heartbeat> heartbeat;
    std::optional<Compression> compression = {};
};

} // namespace WebSocketRpc
