// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "caller_p.h"

#include "scratchvalue_p.h"

#include <algorithm>

// What a Caller does about streams.
namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t mostAbandoned = 1000;

} // namespace

PendingCall::Extras &Caller::extrasOf(PendingCall &call)
{
    if (!call.extras)
        call.extras = std::make_unique<PendingCall::Extras>();
    return *call.extras;
}

// Those among the arguments of a call that is sent now. An error is why it must not be sent.
std::optional<Error> Caller::sendStreams(PendingCall &call)
{
    std::vector<WrittenStream> streams = std::exchange(call.extras->unsentStreams, {});
    if (streams.empty())
        return {};
    if (!m_outgoing || !m_settings.format->rules().streams)
        return Error(Error::Kind::InvalidCall,
            u"the dialect %1 has no streams"_s.arg(
                QLatin1StringView(m_settings.format->rules().name)));
    std::vector<qint64> tokens;
    for (const WrittenStream &written : streams)
        tokens.push_back(written.token);
    if (const auto refused = m_outgoing->add(std::move(streams)))
        return Error(Error::Kind::InvalidCall, refused->message());
    call.extras->streams = std::make_unique<SentStreams>(*m_outgoing, std::move(tokens));
    return {};
}

void Caller::callForPage(const EncodedRequest &request, std::shared_ptr<const Codec> codec,
    Detail::ResultPromise promise)
{
    const CallOptions options{
        .timeout = std::chrono::milliseconds::max(), .waitForConnection = false};
    const qint64 id = call(request, options, std::move(promise), 0, Precedence::Ahead);
    if (PendingCall *const call = m_pending.find(id))
        extrasOf(*call).resultCodec = std::move(codec);
}

// The answer may be on its way, and the peer keep its streams for those who do not read them.
void Caller::noteAbandoned(const PendingCall &call)
{
    const QMetaType type = call.promise.type();
    const auto codec = codecFor(type);
    std::vector<const Codec *> asked;
    if (std::holds_alternative<UnknownType>(codec)
        || !mayHoldStream(*std::get<const Codec *>(codec), asked))
        return;
    m_abandoned.emplace_back(call.id, type);
    if (m_abandoned.size() > mostAbandoned)
        m_abandoned.erase(m_abandoned.begin());
}

// Streams that are read from it and dropped are ended.
void Caller::endStreamsOfAbandoned(const Message &message)
{
    const auto call = std::ranges::find(m_abandoned, message.id.toInteger(),
        [](const auto &entry) { return std::optional(entry.first); });
    if (call == m_abandoned.end())
        return;
    const QMetaType type = call->second;
    m_abandoned.erase(call);
    if (!message.result)
        return;
    try {
        ScratchValue value(type);
        std::ignore = std::get<const Codec *>(codecFor(type))
                          ->read(*message.result, value.data(),
                              {.ignoreUnknownMembers = true, .streams = m_incoming});
    } catch (...) { // from a constructor or a setter, which nobody waits for
    }
}

} // namespace WebSocketRpc
