// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamstate_p.h"

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

StreamState::StreamState(const StreamType &type, std::unique_ptr<StreamSource> source)
    : m_type(type)
    , m_maker(std::make_shared<StreamMaker>(type, std::move(source)))
{
}

StreamState::~StreamState()
{
    m_maker->end({}); // there is nobody left to be told
}

quint64 StreamState::request(qsizetype most, StreamRequest::Answer answer)
{
    return m_maker->request(StreamRequest(m_type, most, std::move(answer)));
}

void StreamState::cancel(const Error &reason)
{
    m_isCancelled = true;
    m_maker->end(std::make_exception_ptr(reason));
}

ReadAhead StreamState::readAhead() const
{
    const QMutexLocker lock(&m_mutex);
    return m_readAhead;
}

void StreamState::setReadAhead(const ReadAhead &readAhead)
{
    const ReadAhead sound{.values = std::max(readAhead.values, qsizetype(1)),
        .bytes = std::max(readAhead.bytes, qsizetype(1))};
    QMutexLocker lock(&m_mutex);
    m_readAhead = sound;
    lock.unlock();
    m_maker->setReadAhead(sound);
}

} // namespace WebSocketRpc::Detail
