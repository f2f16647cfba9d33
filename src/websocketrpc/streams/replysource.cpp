// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/replysource.h>

#include "streamstate_p.h"

namespace WebSocketRpc::Detail {

namespace {

// Where the reply comes, and then the values, in any thread.
class Forwarding final : public std::enable_shared_from_this<Forwarding>
{
public:
    explicit Forwarding(const StreamType &type) : m_values(type) { }

    void begin(const StreamHandle &stream);
    void fail(const std::exception_ptr &failure);
    [[nodiscard]] bool hasBegun() const { return m_stream || m_isOver; }

    [[nodiscard]] StreamSource::Made make(void *list, StreamQuota &quota);
    void whenReady(std::function<void()> ready);
    void setReadAhead(const ReadAhead &readAhead);

    template<typename F>
    static void runAtHome(const std::weak_ptr<Forwarding> &weak, Mailbox &home, F &&function)
    {
        home.post([weak, function = std::forward<F>(function)]() mutable {
            if (const auto self = weak.lock())
                function(*self);
        });
    }
    [[nodiscard]] Mailbox &home() const { return *m_home; }

private:
    void request(qsizetype most);
    void receive(StreamPortion portion);
    void tellReady();

    const std::shared_ptr<Mailbox> m_home = Mailbox::ofCurrentThread();
    std::shared_ptr<StreamState> m_stream; // once it is there
    std::optional<ReadAhead> m_readAhead; // that was set before
    StreamBatch m_values;
    bool m_isAsked = false;
    bool m_isOver = false; // nothing follows the values but the failure
    std::exception_ptr m_failure;
    std::function<void()> m_ready;
};

void Forwarding::begin(const StreamHandle &stream)
{
    m_stream = stream.state();
    m_isOver = !m_stream || !m_stream->claim();
    if (m_stream && m_readAhead)
        m_stream->setReadAhead(*m_readAhead);
    tellReady();
}

void Forwarding::fail(const std::exception_ptr &failure)
{
    m_isOver = true;
    m_failure = failure;
    tellReady();
}

StreamSource::Made Forwarding::make(void *list, StreamQuota &quota)
{
    m_values.moveTo(list, std::min(m_values.size(), quota.left()));
    if (!m_values.isEmpty())
        return StreamSource::Made::Some;
    if (m_isOver && m_failure)
        std::rethrow_exception(m_failure);
    if (m_isOver)
        return StreamSource::Made::End;
    if (m_stream && !m_isAsked)
        request(quota.left());
    return StreamSource::Made::Wait;
}

void Forwarding::request(qsizetype most)
{
    m_isAsked = true;
    m_stream->request(most, [weak = weak_from_this(), home = m_home](StreamPortion portion) {
        runAtHome(weak, *home,
            [portion = std::make_shared<StreamPortion>(std::move(portion))](
                Forwarding &self) { self.receive(std::move(*portion)); });
    });
}

void Forwarding::receive(StreamPortion portion)
{
    m_isAsked = false;
    portion.values.moveTo(m_values.list(), portion.values.size());
    m_isOver = portion.isLast;
    m_failure = portion.failure;
    tellReady();
}

void Forwarding::whenReady(std::function<void()> ready)
{
    m_ready = std::move(ready);
    if (!m_values.isEmpty() || m_isOver)
        tellReady();
}

void Forwarding::setReadAhead(const ReadAhead &readAhead)
{
    m_readAhead = readAhead;
    if (m_stream)
        m_stream->setReadAhead(readAhead);
}

void Forwarding::tellReady()
{
    if (m_ready)
        std::exchange(m_ready, {})();
}

class ReplyArrives final : public ReplyStep
{
public:
    ReplyArrives(const std::shared_ptr<Forwarding> &forwarding,
        StreamHandle (*streamIn)(ReplyStateBase &reply))
        : m_forwarding(forwarding)
        , m_home(Mailbox::ofCurrentThread())
        , m_streamIn(streamIn)
    {
    }

    void run(std::unique_ptr<ReplyStep>, const ReplyStateBase::Pointer &settled) override
    {
        if (const Failure::Pointer failure = settled->failure()) {
            failure->setHandled();
            return Forwarding::runAtHome(m_forwarding, *m_home,
                [reason = failure->reason()](Forwarding &self) { self.fail(reason); });
        }
        Forwarding::runAtHome(m_forwarding, *m_home,
            [stream = m_streamIn(*settled)](Forwarding &self) { self.begin(stream); });
    }

private:
    const std::weak_ptr<Forwarding> m_forwarding;
    const std::shared_ptr<Mailbox> m_home;
    StreamHandle (*const m_streamIn)(ReplyStateBase &reply);
};

// The call is cancelled if nobody reads before its answer is there.
class ReplySource final : public StreamSource
{
public:
    ReplySource(std::shared_ptr<Forwarding> forwarding, const CallHandle &call)
        : m_forwarding(std::move(forwarding))
        , m_call(call)
    {
    }
    ~ReplySource() override
    {
        if (!m_forwarding->hasBegun())
            m_call.cancel();
    }

    Made make(void *list, StreamQuota &quota) override { return m_forwarding->make(list, quota); }
    void whenReady(std::function<void()> ready) override
    {
        m_forwarding->whenReady(std::move(ready));
    }
    void setReadAhead(const ReadAhead &readAhead) override
    {
        m_forwarding->setReadAhead(readAhead);
    }

private:
    const std::shared_ptr<Forwarding> m_forwarding;
    const CallHandle m_call;
};

} // namespace

std::unique_ptr<StreamSource> sourceOfReply(const StreamType &type,
    const ReplyStateBase::Pointer &reply, const CallHandle &call,
    StreamHandle (*streamIn)(ReplyStateBase &reply))
{
    auto forwarding = std::make_shared<Forwarding>(type);
    reply->whenSettled(std::make_unique<ReplyArrives>(forwarding, streamIn));
    return std::make_unique<ReplySource>(std::move(forwarding), call);
}

} // namespace WebSocketRpc::Detail
