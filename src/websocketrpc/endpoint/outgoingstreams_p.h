// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "answers_p.h"
#include "encodedanswer_p.h"
#include "timer_p.h"

#include <websocketrpc/detail/callhandle.h>

#include <deque>
#include <list>
#include <unordered_map>

namespace WebSocketRpc {

// The streams that this side makes and the peer reads, on the present connection.
class OutgoingStreams
{
public:
    OutgoingStreams(const EndpointSettings &settings, Link &link,
        std::shared_ptr<const Detail::CallOrigin> origin, Answers &answers);
    ~OutgoingStreams();
    Q_DISABLE_COPY_MOVE(OutgoingStreams)

    [[nodiscard]] int size() const { return int(m_entries.size()); }

    // Those that a message has which is sent now. An error is why it must not be sent.
    [[nodiscard]] std::optional<Error> add(
        std::vector<WrittenStream> streams, const StreamOwner &owner = {});
    void forget(const std::vector<qint64> &tokens); // they are dropped soon
    void linkLost();

    // What the peer asks for.
    void next(std::optional<qint64> token, const AnswerPlace &place);
    void abort(std::optional<qint64> token);
    void cancelNext(const MessageId &id);

private:
    // A request that waits for values.
    struct Waiting
    {
        MessageId id;
        std::shared_ptr<BatchAnswers> batch;
        Transport::Format format;
    };

    struct Entry
    {
        [[nodiscard]] bool hasAnswer() const { return !pages.empty() || isLast; }

        std::shared_ptr<StreamEncoder> encoder;
        Clock::time_point lastUse;
        std::deque<StreamPage> pages = {}; // that are ready
        qsizetype values = 0; // in these
        qsizetype bytes = 0; // likewise
        qsizetype portion = 1; // that is asked for next
        bool isAsked = false;
        bool isLast = false; // nothing follows the pages but the failure
        std::optional<Error> failure = {};
        std::optional<Waiting> waiting = {};
    };
    using Entries = std::unordered_map<qint64, Entry>;

    [[nodiscard]] qsizetype messageSize() const;
    [[nodiscard]] qint64 mostUnsent() const;
    void makeAhead(Entry &entry);
    void receive(qint64 token, EncodedValues values);
    void answerSoon(qint64 token);
    void answerThoseThatMay();
    void answer(Entries::iterator entry);
    [[nodiscard]] PageAnswer takePages(Entry &entry) const;
    [[nodiscard]] bool isTooLarge(const PageAnswer &page) const;
    [[nodiscard]] Error valueTooLarge(qsizetype size) const;
    void answer(const Waiting &waiting, const PageAnswer &page);
    void answer(const Waiting &waiting, const Error &error);
    void drop(Entries::iterator entry);
    [[nodiscard]] Error unknownToken() const;
    void watchIdleTime();
    void dropIdle();

    const EndpointSettings &m_settings;
    Link &m_link;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    Answers &m_answers;
    Entries m_entries;
    std::list<qint64> m_turns; // of streams that can answer, in the order of their requests
    // Made with the first stream, since most connections have none.
    struct Timers
    {
        explicit Timers(OutgoingStreams &owner)
            : link([&owner] { owner.answerThoseThatMay(); })
            , idle([&owner] { owner.dropIdle(); })
        {
        }

        Timer link;
        Timer idle;
    };
    std::unique_ptr<Timers> m_timers;
};

} // namespace WebSocketRpc
