// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "incomingstreams_p.h"

#include "remotestream_p.h"
#include "reservedmessages_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

// The end of a RemoteStream that its reader holds.
class RemoteSource final : public Detail::StreamSource
{
public:
    explicit RemoteSource(std::shared_ptr<RemoteStream> stream) : m_stream(std::move(stream)) { }
    ~RemoteSource() override { m_stream->drop(); }

    Made make(void *list, Detail::StreamQuota &quota) override
    {
        return m_stream->make(list, quota);
    }
    void whenReady(std::function<void()> ready) override { m_stream->whenReady(std::move(ready)); }
    void setReadAhead(const ReadAhead &readAhead) override { m_stream->setReadAhead(readAhead); }
    bool mayReferToArguments() const override { return false; }

private:
    const std::shared_ptr<RemoteStream> m_stream;
};

} // namespace

IncomingStreams::~IncomingStreams()
{
    linkLost(Error(Error::Kind::Closed, u"the channel no longer exists"_s));
}

void IncomingStreams::open(Detail::StreamHandle &stream, Detail::StreamBatch values,
    const std::optional<QByteArray> &token)
{
    const Detail::StreamType &type = values.type();
    auto remote = std::make_shared<RemoteStream>(this, std::move(values), token);
    if (token)
        m_streams.insert(remote.get());
    stream.setState(std::make_shared<Detail::StreamState>(
        type, std::make_unique<RemoteSource>(std::move(remote))));
}

// Those who read hear of it later, from the event loop.
void IncomingStreams::linkLost(const Error &error)
{
    for (RemoteStream *const stream : std::exchange(m_streams, {}))
        stream->fail(std::make_exception_ptr(error));
}

void IncomingStreams::request(
    const QByteArray &token, std::shared_ptr<const Codec> codec, Detail::ResultPromise promise)
{
    m_caller.callWithCodec(
        {QByteArray(ReservedName::nextValues.data(), qsizetype(ReservedName::nextValues.size())),
            "{\"token\":" + token + '}'},
        std::move(codec), std::move(promise));
}

void IncomingStreams::abort(const QByteArray &token)
{
    if (!m_link.isOpen())
        return;
    JsonWriter writer;
    writeEndOfStream(writer, *m_settings.format, token);
    m_link.send(writer.view());
}

} // namespace WebSocketRpc
