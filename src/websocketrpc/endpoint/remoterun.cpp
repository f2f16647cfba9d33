// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "remoterun_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

void RemoteRun::start(std::unique_ptr<Invocation> invocation,
    const std::optional<CallContext> &context, bool revealsExceptions, Home home)
{
    const std::shared_ptr<Detail::Mailbox> there = invocation->exposure().mailbox;
    auto run = std::make_shared<RemoteRun>(
        std::move(invocation), context, revealsExceptions, std::move(home));
    there->post([run = std::move(run)] { run->run(); });
}

RemoteRun::RemoteRun(std::unique_ptr<Invocation> invocation,
    const std::optional<CallContext> &context, bool revealsExceptions, Home home)
    : m_invocation(std::move(invocation))
    , m_context(context)
    , m_revealsExceptions(revealsExceptions)
    , m_home(std::move(home))
{
}

RemoteRun::~RemoteRun()
{
    if (!m_done)
        sendHome(Error(Error::InternalError, u"the thread of the method's object has ended"_s));
}

void RemoteRun::run()
{
    if (m_home.call->isWithdrawn()) {
        m_done = true;
        return;
    }
    Outcome outcome = m_invocation->run(m_context, m_revealsExceptions);
    publishChanges(); // they come home before the answer
    if (const auto *error = std::get_if<Error>(&outcome))
        return sendHome(*error);
    if (auto *pending = std::get_if<std::unique_ptr<PendingAnswer>>(&outcome))
        return sendHome(std::move(*pending)); // is observed at home

    sendHome(encode(std::get<Answer>(outcome)));
}

// Streams may refer to the arguments and the context, which are kept as long.
RemoteOutcome RemoteRun::encode(const Answer &answer)
{
    JsonWriter writer;
    std::vector<WrittenStream> streams;
    if (const auto error = write(writer, answer, {&streams}, m_revealsExceptions))
        return *error;
    for (const WrittenStream &written : streams)
        written.stream.state()->keep(shared_from_this(), m_invocation->exposure().object);
    if (!streams.empty())
        m_invocation->forgetResult();
    return EncodedAnswer{
        writer.view().toByteArray(), answer.typeName.toByteArray(), std::move(streams)};
}

void RemoteRun::sendHome(RemoteOutcome outcome)
{
    m_done = true;
    m_home.mailbox->post([home = m_home, outcome = std::move(outcome)]() mutable {
        home.settle(std::move(outcome));
    });
}

} // namespace WebSocketRpc
