// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>
#include <websocketrpc/readahead.h>

#include <chrono>
#include <functional>

namespace WebSocketRpc::Detail {

// How much is made at a time: a number of values, and no more than the event loop can wait for.
class WEBSOCKETRPC_EXPORT StreamQuota
{
public:
    explicit StreamQuota(qsizetype values) : m_values(values) { }

    [[nodiscard]] qsizetype left() const { return m_values - m_made; }

    // Whether no value is to follow the one that was made now.
    [[nodiscard]] bool isUsedUpByOneMore()
    {
        ++m_made;
        return m_made >= m_values || (m_made >= m_nextLook && hasTakenLong());
    }

private:
    [[nodiscard]] bool hasTakenLong();

    const qsizetype m_values;
    const std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
    qsizetype m_made = 0;
    qsizetype m_nextLook = 1; // at the clock, which costs as much as many a value
};

// Where the values of a stream come from. It lives, runs and is destroyed in one thread, and it is
// destroyed when nobody reads any more. It is never destroyed or called while it makes values, even if
// that runs an event loop.
class WEBSOCKETRPC_EXPORT StreamSource
{
public:
    // Whether there are more: at once, when whenReady() calls back, or none.
    enum class Made { Some, Wait, End };

    StreamSource() = default;
    virtual ~StreamSource();
    Q_DISABLE_COPY_MOVE(StreamSource)

    // Appends values to a list until the quota is used up, and at least one unless it returns Wait or
    // End. What it throws ends the stream after the values that it has appended.
    virtual Made make(void *list, StreamQuota &quota) = 0;
    // Calls back once in any thread, or at once, when make() need not wait any more.
    virtual void whenReady(std::function<void()> ready);
    virtual void setReadAhead(const ReadAhead &readAhead);
    // Whether it may refer to the arguments of the function that has made it.
    [[nodiscard]] virtual bool mayReferToArguments() const { return true; }
};

} // namespace WebSocketRpc::Detail
