// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qstring.h>

#include <memory>

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
        virtual void textReceived(QStringView text) = 0;
        virtual void binaryReceived(QByteArrayView utf8) = 0;
        virtual void transportClosed(int code, const QString &reason) = 0;

    protected:
        ~Receiver() = default;
    };

    void setReceiver(Receiver *receiver) { m_receiver = receiver; }

    // Whether both ends agreed that a frame holds an array of messages, see subprotocol_p.h.
    [[nodiscard]] virtual bool sharesFrames() const { return false; }

    virtual void send(QByteArrayView utf8, Format format) = 0;
    virtual void flush() { }
    [[nodiscard]] virtual qint64 bytesToWrite() const = 0;

    // Ends the connection with a close frame, or without one if the peer does not take it in time.
    virtual void close(int code, const QString &reason) = 0;

    // Closes a transport that nobody looks after any more; it deletes itself when that is done.
    static void release(std::unique_ptr<Transport> transport, int code, const QString &reason);

Q_SIGNALS:
    void finished(); // may be deleted now

protected:
    [[nodiscard]] Receiver *receiver() const { return m_receiver; }

private:
    Receiver *m_receiver = nullptr;
};

// The close codes of RFC 6455, section 7.4.1, that this module sends or reports.
namespace CloseCode {
constexpr int Normal = 1000;
constexpr int GoingAway = 1001;
constexpr int ConnectionLost = 1006; // never sent
constexpr int MessageTooBig = 1009;
constexpr int TryAgainLater = 1013;
} // namespace CloseCode

} // namespace WebSocketRpc
