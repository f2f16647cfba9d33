// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/streamwriter.h>

namespace WebSocketRpc::Detail {

using namespace Qt::StringLiterals;

namespace {

class WriterSource final : public StreamSource
{
public:
    explicit WriterSource(std::shared_ptr<StreamQueue> queue) : m_queue(std::move(queue)) { }
    ~WriterSource() override { m_queue->close(); }

    Made make(void *list, StreamQuota &quota) override { return m_queue->take(list, quota); }
    void whenReady(std::function<void()> ready) override { m_queue->whenReady(std::move(ready)); }
    void setReadAhead(const ReadAhead &readAhead) override { m_queue->setReadAhead(readAhead); }

private:
    const std::shared_ptr<StreamQueue> m_queue;
};

} // namespace

StreamWriterBase::StreamWriterBase(const StreamType &type)
    : m_shared(std::make_shared<Shared>(type))
{
}

StreamWriterBase::Shared::~Shared()
{
    queue->finish(std::make_exception_ptr(
        Error(Error::InternalError, u"the writer of the stream is gone before it was finished"_s)));
}

std::unique_ptr<StreamSource> StreamWriterBase::source() const
{
    return std::make_unique<WriterSource>(m_shared->queue);
}

} // namespace WebSocketRpc::Detail
