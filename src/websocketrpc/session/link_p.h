// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "eventhook_p.h"
#include "jsonwriter_p.h"
#include "messageformat_p.h"
#include "pool_p.h"
#include "transport_p.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/calloptions.h>
#include <websocketrpc/error.h>
#include <websocketrpc/limits.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace WebSocketRpc {

struct Counters;

// Says why a call must not be made, or nothing.
using Authorizer = std::function<std::optional<Error>(const CallContext &)>;

struct SessionSettings
{
    void count(std::atomic<quint64> Counters::*counter) const;

    Limits limits = {};
    CallOptions callOptions = {.timeout = std::chrono::seconds(60)};
    bool revealsExceptions = false;
    bool lenient = false; // towards messages that are nearly JSON-RPC 2.0
    const MessageFormat *format = &jsonRpc2();
    Transport::Format frameFormat = Transport::Format::Text; // of what is not an answer
    Authorizer authorizer = {};
    std::shared_ptr<Counters> counters = {}; // of the server, if there is one
    bool draining = false; // running calls are answered, no others started
};

using WriterPool = Pool<std::unique_ptr<JsonWriter>>;

// Several writers are in use only when a frame is held back, or when writing a value runs user code
// that writes another message.
class WriterLease
{
public:
    explicit WriterLease(WriterPool &pool) : m_pool(pool), m_writer(pool.take()) { }
    ~WriterLease() { m_pool.giveBack(std::move(m_writer)); }
    Q_DISABLE_COPY_MOVE(WriterLease)

    JsonWriter &operator*() const { return *m_writer; }
    JsonWriter *operator->() const { return m_writer.get(); }

private:
    WriterPool &m_pool;
    std::unique_ptr<JsonWriter> m_writer;
};

// The way to the peer. It is open, or waits for a connection to be made, or is closed for good.
class Link
{
public:
    enum class State { Waiting, Open, Closed };

    // The handler of `hook` flushes when it wakes up.
    Link(const SessionSettings &settings, EventHook &hook) : m_settings(settings), m_hook(hook) { }

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
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
    void release(qsizetype size) { m_kept -= size; }
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
    void sendHeld();
    void release(int code, const QString &reason);

    const SessionSettings &m_settings;
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
