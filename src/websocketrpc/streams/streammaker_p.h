// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/detail/streambatch.h>
#include <websocketrpc/detail/streamsource.h>

#include <atomic>
#include <deque>
#include <vector>

namespace WebSocketRpc::Detail {

// One request for values. It is answered exactly once, in its destructor if nowhere else.
class StreamRequest
{
public:
    using Answer = std::function<void(StreamPortion)>;

    StreamRequest(const StreamType &type, qsizetype most, Answer answer)
        : m_type(&type)
        , m_most(most)
        , m_answer(std::move(answer))
    {
    }
    StreamRequest(StreamRequest &&other) noexcept
        : number(other.number)
        , m_type(other.m_type)
        , m_most(other.m_most)
        , m_answer(std::exchange(other.m_answer, {}))
    {
    }
    StreamRequest &operator=(StreamRequest &&other) noexcept
    {
        std::swap(number, other.number);
        std::swap(m_type, other.m_type);
        std::swap(m_most, other.m_most);
        std::swap(m_answer, other.m_answer);
        return *this;
    }
    ~StreamRequest();

    [[nodiscard]] qsizetype most() const { return m_most; }
    void answer(StreamPortion portion) { std::exchange(m_answer, {})(std::move(portion)); }

    quint64 number = 0; // among those of its maker

private:
    const StreamType *m_type;
    qsizetype m_most;
    Answer m_answer;
};

// Lets a source make what is asked for, in the thread of the source and from its event loop.
class StreamMaker final : public std::enable_shared_from_this<StreamMaker>
{
public:
    // Without a source there is nothing to read.
    StreamMaker(const StreamType &type, std::unique_ptr<StreamSource> source);
    ~StreamMaker();
    Q_DISABLE_COPY_MOVE(StreamMaker)

    [[nodiscard]] const std::shared_ptr<Mailbox> &home() const { return m_home; }

    // In any thread. The number is for withdraw().
    quint64 request(StreamRequest request);
    void withdraw(quint64 number); // it is answered with an error, and leaves no gap
    void setReadAhead(const ReadAhead &readAhead);
    // Keeps what a source of this thread refers to until that is destroyed, and ends with the object that
    // it belongs to.
    void keep(std::shared_ptr<void> referred, QObject *object);
    // Lets go of the source: now in its thread, soon in others.
    void end(const std::exception_ptr &failure);

private:
    void add(StreamRequest request);
    void withdrawHere(quint64 number);
    void serveSoon();
    void serve();
    [[nodiscard]] bool make(StreamBatch &values); // false if nobody can be answered now
    void waitForSource();
    void endHere(const std::exception_ptr &failure);
    void dropSource();

    const StreamType &m_type;
    const std::shared_ptr<Mailbox> m_home = Mailbox::ofCurrentThread();
    std::atomic<quint64> m_latestRequest = 0;
    // Only in that thread.
    std::shared_ptr<void> m_referred; // by the source
    std::unique_ptr<StreamSource> m_source;
    QMetaObject::Connection m_objectDies;
    std::deque<StreamRequest> m_requests;
    std::vector<quint64> m_withdrawn; // that are on their way here
    quint64 m_latestToCome = 0;
    std::exception_ptr m_failure;
    QMetaObject::Connection m_threadEnds; // is there once it has waited
    bool m_isMaking = false;
    bool m_isOver;
};

} // namespace WebSocketRpc::Detail
