// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/streamconsumer.h>
#include <websocketrpc/detail/streamsource.h>

namespace WebSocketRpc::Detail {

namespace {

// The event loop may stand still for so long.
constexpr std::chrono::milliseconds longestTurn{5};
constexpr qsizetype valuesBetweenLooks = 8;

} // namespace

// The clock is read after few values at first, since those may be slow.
bool StreamQuota::hasTakenLong()
{
    m_nextLook = m_made + std::min(m_made, valuesBetweenLooks);
    return std::chrono::steady_clock::now() - m_begin > longestTurn;
}

StreamSource::~StreamSource() = default;

void StreamSource::whenReady(std::function<void()> ready)
{
    ready();
}

void StreamSource::setReadAhead(const ReadAhead &) { }

StreamConsumer::~StreamConsumer() = default;

void StreamConsumer::start(const std::weak_ptr<StreamReader> &) { }

void StreamConsumer::finish(const std::exception_ptr &) { }

void *StreamConsumer::result()
{
    return nullptr;
}

} // namespace WebSocketRpc::Detail
