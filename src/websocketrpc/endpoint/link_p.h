// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "endpointsettings_p.h"
#include "eventhook_p.h"
#include "transport_p.h"
#include "writerpool_p.h"

#include <websocketrpc/error.h>

namespace WebSocketRpc {

// The way to the peer. It is open, or waits for a connection to be made, or is closed for good.
class Link
{
public:
    enum class State { Waiting, Open, Closed };

    // The handler of `hook` flushes when it wakes up.
    Link(const EndpointSettings &settings, EventHook &hook) : m_settings(settings), m_hook(hook) { }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    [[nodiscard]] qint64 unsent() const // bytes that the peer has not been sent
    {
        return heldSize() + (m_transport ? m_transport->bytesToWrite() : 0);
    }
    [[nodiscard]] const Error &closedError() const { return m_closedError; }

    // Tells one connection from the next, so that no answer goes to another than its question came
    // from.
    [[nodiscard]] quint64 connection() const { return m_connection; }

    void open(std::unique_ptr<Transport> transport, Transport::Receiver *receiver);
    void wait(); // for the next connection
    void leave(int code, const QString &reason); // this one, for the next
    // What calls fail with from now on; a connection that is open ends with a close frame.
    void close(const Error &error, int code, const QString &reason);

    // Whether a frame holds an array of messages. What is sent is then held until flush().
    [[nodiscard]] bool sharesFrames() const { return m_transport && m_sharesFrames; }
    void send(QByteArrayView message) { send(message, m_format); }
    void send(QByteArrayView message, Transport::Format format);
    void flush();
    // Bytes that will be sent later, as parts of unfinished batches; they count as unsent.
    void keep(qsizetype size);
    void unkeep(qsizetype size) { m_kept -= size; }
    void checkBuffer(); // whose limit the transport itself may have exceeded
    void noteReceived(Transport::Format format)
    {
        if (!m_hasReceived) [[unlikely]]
            learnFormat(format);
    }

private:
    [[nodiscard]] bool fitsBuffer(qsizetype size);
    [[nodiscard]] bool exceedsBuffer(qsizetype size); // and then hangs up
    [[nodiscard]] qsizetype heldSize() const { return m_held ? (*m_held)->view().size() : 0; }
    void learnFormat(Transport::Format received);
    void hold(QByteArrayView message);
    void pass(QByteArrayView message, Transport::Format format); // to the transport
    void passAlone(QByteArrayView message); // the same, of one that is too large to share a frame
    void notePassed(qsizetype size);
    void sendHeld();
    void release(int code, const QString &reason);

    const EndpointSettings &m_settings;
    EventHook &m_hook;
    State m_state = State::Waiting;
    Error m_closedError;
    quint64 m_connection = 0;
    std::unique_ptr<Transport> m_transport;
    const std::shared_ptr<WriterPool> m_writers = WriterPool::ofCurrentThread();
    std::optional<WriterLease> m_held; // a frame that lacks its closing bracket
    qint64 m_kept = 0;
    qint64 m_mostUnsent = 0; // of what was passed to the transport; pings are not counted
    bool m_sharesFrames = false;
    bool m_hungUp = false; // because the peer does not read
    Transport::Format m_format = Transport::Format::Text; // of what is not an answer
    bool m_hasReceived = false; // anything
};

} // namespace WebSocketRpc
