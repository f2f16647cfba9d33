// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "callguard_p.h"
#include "invocation_p.h"
#include "sharerequests_p.h"

namespace WebSocketRpc {

// Handles the requests of the peer: finds the method, has it run and has it answered.
class Callee
{
public:
    // What it works with. `context` is that of the present connection, `origin` whose half of the
    // conversation this is, and `streams` makes arguments that are streams.
    struct Parts
    {
        const EndpointSettings &settings;
        Link &link;
        const Registry &registry;
        const std::shared_ptr<const Detail::CallOrigin> &origin;
        const std::shared_ptr<ConnectionContext> &context;
        Answers &answers;
        IncomingRuns &runs;
        StreamFactory &streams;
    };

    Callee(const Parts &parts, const QString &channelId) : m(parts), m_channelId(channelId) { }

    // Each message is answered in the format that it came in.
    void receive(const Message &message, const std::shared_ptr<BatchAnswers> &batch,
        Transport::Format format);
    // Runs one of these candidates, for a notification that is not about an exposed object.
    void run(
        const Message &message, const std::vector<Candidate> &candidates, Transport::Format format);
    // Answers a message whose method's name is too long. Returns whether it did.
    [[nodiscard]] bool refusesName(const Message &message, const AnswerPlace &place);

    void linkLost(); // the peer follows nothing any more

private:
    // The candidates for a method that is not exposed by name.
    [[nodiscard]] const std::vector<Candidate> *findOther(const Message &message) const;
    [[nodiscard]] bool isShareRequest(const Message &message) const
    {
        return message.method.starts_with("rpc.") && ShareRequests::isMeant(message.method)
            && (m_shares || m.registry.sharesAnything());
    }
    [[nodiscard]] std::shared_ptr<ShareRequests> shares();
    // A context that the run and its method share; nothing if the method takes none.
    [[nodiscard]] std::optional<CallContext> contextFor(
        const Invocation &invocation, const Message &message, IncomingRun &run);
    [[nodiscard]] std::optional<EncodedAnswer> builtInAnswer(std::string_view method) const;
    void run(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runHere(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runElsewhere(
        const Message &message, const std::vector<Candidate> &candidates, const AnswerPlace &place);
    void runWithContext(Invocation &invocation, const Message &message, const AnswerPlace &place);
    void runForStreams(Invocation &&invocation, const Message &message, const AnswerPlace &place);
    void answerWithList(quint64 run, const Answer &answer);
    // A notification cannot have any, since it has no end.
    [[nodiscard]] StreamFactory *streamsFor(const AnswerPlace &place) const
    {
        return place.id.isAbsent() ? nullptr : &m.streams;
    }
    void answerOther(const Message &message, const AnswerPlace &place);
    // Of a peer that may ask what there is.
    [[nodiscard]] bool isDiscovery(const Message &message) const
    {
        return m.settings.apiInfo && message.method == "rpc.discover";
    }
    void describe(const Message &message, const AnswerPlace &place);
    void reportIfRefused(std::string_view method);

    const Parts m;
    const QString m_channelId;
    CallGuard m_guard{m.settings, m.runs, m.context};
    std::shared_ptr<ShareRequests> m_shares; // once the peer has asked for some
    LogRate m_log{lcChannel};
};

} // namespace WebSocketRpc
