// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remotestream_p.h"

#include "excerpt_p.h"

#include <websocketrpc/detail/replystate.h>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;
using Detail::StreamSource;

namespace {

// {"values": [...], "finished": false}
class PageCodec final : public Codec
{
public:
    PageCodec(const Detail::StreamType &type, const Codec *list) : m_type(type), m_list(list) { }

    MismatchPtr read(const JsonValue &in, void *out, const ReadOptions &options) const override
    {
        if (!in.isObject())
            return mismatch(expected(), in);
        auto &page = *static_cast<ReceivedPage *>(out);
        page.values = std::make_shared<Detail::StreamBatch>(m_type);
        page.bytes = options.messageSize;
        for (const auto &[key, value] : in.toObject()) {
            if (key == "finished" && value.isBool())
                page.isFinished = value.toBool();
            if (key != "values" || value.isNull())
                continue;
            if (MismatchPtr problem = m_list->read(value, page.values->list(), options))
                return inMember(u"values", std::move(problem));
        }
        if (page.values->isEmpty() && !page.isFinished)
            return mismatch(u"at least one value, or the end of the stream"_s, in);
        return {};
    }
    MismatchPtr write(const void *, JsonWriter &, const WriteContext &) const override
    {
        return mismatch(u"a value to write"_s, expected());
    }
    Fit fit(const JsonValue &, const ReadOptions &) const override { return Fit::None; }
    QString expected() const override { return u"values of a stream"_s; }

private:
    const Detail::StreamType &m_type;
    const Codec *const m_list;
};

using PageState = Detail::ReplyState<ReceivedPage>;

// Takes what the peer has answered to a stream that is still there.
class PageStep final : public Detail::ReplyStep
{
public:
    explicit PageStep(std::weak_ptr<RemoteStream> stream) : m_stream(std::move(stream)) { }

    void run(std::unique_ptr<ReplyStep>, const Detail::ReplyStateBase::Pointer &settled) override
    {
        const Detail::Failure::Pointer failure = settled->failure();
        if (failure)
            failure->setHandled();
        const auto stream = m_stream.lock();
        if (!stream)
            return;
        if (failure)
            stream->fail(failure->reason());
        else
            stream->receive(static_cast<PageState &>(*settled).value());
    }

private:
    const std::weak_ptr<RemoteStream> m_stream;
};

} // namespace

RemoteStream::RemoteStream(
    IncomingStreams *streams, Detail::StreamBatch values, const std::optional<QByteArray> &token)
    : m_streams(token ? streams : nullptr)
    , m_token(token)
    , m_values(std::move(values))
{
}

RemoteStream::~RemoteStream()
{
    drop();
}

// The first values are asked for when somebody reads, the others when half of those ahead are left.
StreamSource::Made RemoteStream::make(void *list, Detail::StreamQuota &quota)
{
    m_values.moveTo(list, std::min(m_values.size(), quota.left()));
    request();
    if (!m_values.isEmpty())
        return StreamSource::Made::Some;
    if (m_failure)
        std::rethrow_exception(m_failure);
    return m_streams ? StreamSource::Made::Wait : StreamSource::Made::End;
}

void RemoteStream::request()
{
    const std::size_t bytes = std::size_t(
        std::min<qint64>(m_readAhead.bytes, m_streams ? m_streams->limits().streamReadAhead : 0));
    const auto unread = std::size_t(m_values.size());
    if (!m_streams || m_isAsked || unread > std::size_t(m_readAhead.values) / 2
        || unread * m_bytesPerValue > bytes / 2)
        return;
    if (!m_codec) {
        const auto list = codecFor(m_values.type().access()); // known since the stream was read
        m_codec = std::make_shared<PageCodec>(m_values.type(), std::get<const Codec *>(list));
    }
    const PageState::Pointer page(new PageState);
    page->whenSettled(std::make_unique<PageStep>(weak_from_this()));
    m_isAsked = true;
    m_streams->request(*m_token, m_codec, Detail::ResultPromise(page));
}

void RemoteStream::receive(const ReceivedPage &page)
{
    const qsizetype count = page.values->size();
    m_isAsked = false;
    if (count > 0)
        m_bytesPerValue = page.bytes / std::size_t(count);
    page.values->moveTo(m_values.list(), count);
    if (page.isFinished)
        detach();
    else
        request();
    tellReady();
}

void RemoteStream::fail(const std::exception_ptr &failure)
{
    m_failure = failure;
    detach();
    tellReady();
}

void RemoteStream::detach()
{
    if (IncomingStreams *const streams = std::exchange(m_streams, nullptr))
        streams->remove(this);
}

void RemoteStream::drop()
{
    IncomingStreams *const streams = m_streams;
    detach();
    if (streams)
        streams->abort(*m_token);
}

void RemoteStream::whenReady(std::function<void()> ready)
{
    m_ready = std::move(ready);
    if (!m_values.isEmpty() || !m_streams)
        tellReady();
}

void RemoteStream::tellReady()
{
    if (m_ready)
        std::exchange(m_ready, {})();
}

} // namespace WebSocketRpc
