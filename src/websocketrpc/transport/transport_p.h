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

// Moves whole messages, knowing nothing of what they say. It belongs to the thread it was made in.
class Transport : public QObject
{
    Q_OBJECT

public:
    enum class Format { Text, Binary };

    // Is told what happens, often from inside a socket's signal: it takes note and returns. What it
    // is told of, it handles later from the event loop.
    class Receiver
    {
    public:
        virtual void messageReceived(QByteArrayView utf8, Format format) = 0;
        virtual void textReceived(QStringView text) = 0; // where it comes in UTF-16
        // A large one, which need not be copied.
        virtual void messageHandedOver(QByteArray utf8, Format format)
        {
            messageReceived(utf8, format);
        }
        virtual void transportClosed(int code, const QString &reason) = 0;
        // The peer makes the transport itself answer and does not read that, see bytesToWrite().
        virtual void answersWait() = 0;

    protected:
        ~Receiver() = default;
    };

    void setReceiver(Receiver *receiver) { m_receiver = receiver; }

    // Whether both ends agreed that a frame holds an array of messages, see subprotocol_p.h.
    [[nodiscard]] virtual bool sharesFrames() const { return false; }

    // What is sent may stay here until flush().
    virtual void send(QByteArrayView utf8, Format format) = 0;
    // A binary message that is an array with one entry. A large one need not be copied for that.
    virtual void sendArrayOf(QByteArrayView entry)
    {
        send('[' + entry.toByteArray() + ']', Format::Binary);
    }
    virtual void flush() { }
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;

    // Ends the connection with a close frame, or without one if the peer does not take it in time.
    virtual void close(int code, const QString &reason) = 0;

    // Closes a transport that nobody looks after any more; it deletes itself when that is done.
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

// How a connection over a WebSocket is kept.
struct ConnectionSettings
{
    // What is far over the limit of a message ends the connection.
    [[nodiscard]] qint64 largestMessage(bool sharesFrames) const;

    qint64 incomingMessageSize; // beyond which a message is answered with an error
    std::chrono::milliseconds messageTime;
    std::optional<Heartbeat> heartbeat;
    std::optional<Compression> compression = {};
};

} // namespace WebSocketRpc
