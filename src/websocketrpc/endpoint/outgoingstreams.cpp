// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "outgoingstreams_p.h"

#include <websocketrpc/detail/mailbox.h>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype usualMessage = 64 * 1024;
constexpr qsizetype pagesInMessage = 4;
constexpr qsizetype portionGrowth = 16;
// What is on its way to the peer, and any other answer has to wait for.
constexpr qint64 usualUnsent = 128 * 1024;
constexpr std::chrono::milliseconds linkInterval{2};

} // namespace

OutgoingStreams::OutgoingStreams(const EndpointSettings &settings, Link &link,
    std::shared_ptr<const Detail::CallOrigin> origin, Answers &answers)
    : m_settings(settings)
    , m_link(link)
    , m_origin(std::move(origin))
    , m_answers(answers)
{
}

OutgoingStreams::~OutgoingStreams() = default;

qsizetype OutgoingStreams::messageSize() const
{
    const Limits &limits = m_settings.limits;
    return qsizetype(std::min<qint64>(
        {usualMessage, limits.outgoingMessageSize / 2, limits.outgoingBuffer / 4}));
}

// It leaves room in the buffer for a message of values, and for other answers.
qint64 OutgoingStreams::mostUnsent() const
{
    return std::min(usualUnsent, m_settings.limits.outgoingBuffer / 2);
}

std::optional<Error> OutgoingStreams::add(
    std::vector<WrittenStream> streams, const StreamOwner &owner)
{
    const int limit = m_settings.limits.openStreams;
    if (m_entries.size() + streams.size() > std::size_t(limit))
        return Error(Error::ServerBusy,
            u"%1 streams are open, and the limit openStreams is %2"_s.arg(size()).arg(limit));
    for (WrittenStream &stream : streams) {
        const qint64 token = stream.token;
        if (owner.frame)
            stream.stream.state()->keep(owner.frame, owner.object);
        auto encoder = std::make_shared<StreamEncoder>(std::move(stream),
            messageSize() / pagesInMessage, m_settings.revealsExceptions,
            [this, target = m_origin->target, token](EncodedValues values) {
                if (const auto alive = target.lock())
                    receive(token, std::move(values));
            });
        m_entries.emplace(token, Entry{std::move(encoder), currentTime()});
    }
    watchIdleTime();
    return {};
}

// Whatever makes the values is user code, which must not run while calls are being settled or a message
// is handled.
void OutgoingStreams::forget(const std::vector<qint64> &tokens)
{
    std::vector<Entries::node_type> forgotten;
    for (const qint64 token : tokens)
        forgotten.push_back(m_entries.extract(token));
    m_origin->mailbox->post([forgotten = std::move(forgotten)] {});
}

// At once: a program may destroy its objects right after its server, and the streams use them.
void OutgoingStreams::linkLost()
{
    m_turns.clear();
    m_timers.reset();
    const Entries dropped = std::exchange(m_entries, {});
}

void OutgoingStreams::next(std::optional<qint64> token, const AnswerPlace &place)
{
    const auto entry = token ? m_entries.find(*token) : m_entries.end();
    if (entry == m_entries.end())
        return m_answers.answer(place, unknownToken());
    if (entry->second.waiting)
        return m_answers.answer(place,
            Error(Error::InvalidRequest, u"values of this stream have been asked for already"_s));
    entry->second.waiting = Waiting{place.id, place.batch, place.format};
    if (entry->second.hasAnswer())
        answerSoon(*token);
    else
        makeAhead(entry->second);
}

void OutgoingStreams::abort(std::optional<qint64> token)
{
    const auto entry = token ? m_entries.find(*token) : m_entries.end();
    if (entry != m_entries.end())
        drop(entry);
}

void OutgoingStreams::drop(Entries::iterator entry)
{
    auto dropped = m_entries.extract(entry);
    if (dropped.mapped().waiting)
        answer(*dropped.mapped().waiting,
            Error(Error::RequestCancelled, u"the stream was ended by its reader"_s));
    m_origin->mailbox->post([dropped = std::move(dropped)] {});
}

void OutgoingStreams::cancelNext(const MessageId &id)
{
    const auto entry = std::ranges::find_if(m_entries, [&](const auto &candidate) {
        return candidate.second.waiting && candidate.second.waiting->id == id;
    });
    if (entry == m_entries.end())
        return;
    const Waiting waiting = *std::exchange(entry->second.waiting, {});
    entry->second.lastUse = currentTime();
    answer(waiting, Error(Error::RequestCancelled, u"the call was cancelled"_s));
}

Error OutgoingStreams::unknownToken() const
{
    return Error(Error::UnknownStream,
        u"there is no stream of this token: it has ended, or nobody read it for as long as the "
        u"limit "
        "streamIdleTime, %1 ms"_s.arg(m_settings.limits.streamIdleTime.count()));
}

// One portion is asked for at a time, and as much as there is room for.
void OutgoingStreams::makeAhead(Entry &entry)
{
    if (entry.isAsked || entry.isLast)
        return;
    const ReadAhead ahead = entry.encoder->state().readAhead();
    const qint64 bytes = std::min<qint64>(ahead.bytes, m_settings.limits.streamReadAhead);
    const qsizetype room = ahead.values - entry.values;
    if (room <= 0 || entry.bytes >= bytes)
        return;
    entry.isAsked = true;
    entry.encoder->request(std::min(room, entry.portion));
}

void OutgoingStreams::receive(qint64 token, EncodedValues values)
{
    const auto found = m_entries.find(token);
    if (found == m_entries.end())
        return;
    Entry &entry = found->second;
    qsizetype count = 0;
    qsizetype bytes = 0;
    for (StreamPage &page : values.pages) {
        count += page.values;
        bytes += page.json.size();
        entry.pages.push_back(std::move(page));
    }
    entry.values += count;
    entry.bytes += bytes;
    entry.isAsked = false;
    entry.isLast = values.isLast;
    entry.failure = std::move(values.failure);
    if (count > 0)
        entry.portion = std::clamp<qsizetype>(
            messageSize() / std::max<qsizetype>(bytes / count, 1), 1, portionGrowth * count);
    if (entry.waiting && entry.hasAnswer())
        answerSoon(token);
    else
        makeAhead(entry);
}

void OutgoingStreams::answerSoon(qint64 token)
{
    m_turns.push_back(token);
    answerThoseThatMay();
}

void OutgoingStreams::answerThoseThatMay()
{
    const auto self = m_origin->target.lock(); // sources that are at their end are destroyed
    while (!m_turns.empty() && m_link.unsent() < mostUnsent()) {
        const auto entry = m_entries.find(m_turns.front());
        m_turns.pop_front();
        if (entry != m_entries.end() && entry->second.waiting)
            answer(entry);
    }
    if (!m_turns.empty())
        m_timers->link.start(linkInterval);
}

void OutgoingStreams::answer(Entries::iterator found)
{
    Entry &entry = found->second;
    const Waiting waiting = *std::exchange(entry.waiting, {});
    entry.lastUse = currentTime();
    if (entry.pages.empty() && entry.failure) {
        const auto ended = m_entries.extract(found);
        return answer(waiting, *ended.mapped().failure);
    }
    const PageAnswer page = takePages(entry);
    if (isTooLarge(page)) {
        const auto ended = m_entries.extract(found);
        return answer(waiting, valueTooLarge(page.pages.front().json.size()));
    }
    if (page.isFinished) {
        const auto ended = m_entries.extract(found);
        return answer(waiting, page);
    }
    makeAhead(entry);
    answer(waiting, page);
}

// Only one value alone can be, and what is around it is small.
bool OutgoingStreams::isTooLarge(const PageAnswer &page) const
{
    constexpr qsizetype envelope = 128;
    return !page.pages.empty()
        && page.pages.front().json.size() + envelope > m_settings.limits.outgoingMessageSize;
}

Error OutgoingStreams::valueTooLarge(qsizetype size) const
{
    return Error(Error::ResponseTooLarge,
        u"values of %1 bytes exceed the limit outgoingMessageSize of %2 bytes"_s.arg(size).arg(
            m_settings.limits.outgoingMessageSize));
}

PageAnswer OutgoingStreams::takePages(Entry &entry) const
{
    PageAnswer answer;
    qsizetype size = 0;
    while (!entry.pages.empty()
        && (answer.pages.empty() || size + entry.pages.front().json.size() <= messageSize())) {
        StreamPage &page = entry.pages.front();
        size += page.json.size();
        entry.values -= page.values;
        answer.pages.push_back(std::move(page));
        entry.pages.pop_front();
    }
    entry.bytes -= size;
    answer.isFinished = entry.pages.empty() && entry.isLast && !entry.failure;
    return answer;
}

void OutgoingStreams::answer(const Waiting &waiting, const PageAnswer &page)
{
    m_answers.answer({waiting.id, waiting.batch, m_link.connection(), {}, waiting.format}, page);
}

void OutgoingStreams::answer(const Waiting &waiting, const Error &error)
{
    m_answers.answer({waiting.id, waiting.batch, m_link.connection(), {}, waiting.format}, error);
}

void OutgoingStreams::watchIdleTime()
{
    if (m_entries.empty())
        return;
    if (!m_timers)
        m_timers = std::make_unique<Timers>(*this);
    if (!m_timers->idle.isActive())
        m_timers->idle.start(m_settings.limits.streamIdleTime);
}

// Streams whose reader has been silent for all of the time, though it waits for nothing.
void OutgoingStreams::dropIdle()
{
    const auto self = m_origin->target.lock();
    const Clock::time_point now = currentTime();
    Clock::time_point next = now + m_settings.limits.streamIdleTime;
    std::vector<qint64> idle;
    for (const auto &[token, entry] : m_entries) {
        const Clock::time_point due = entry.lastUse + m_settings.limits.streamIdleTime;
        if (entry.waiting)
            continue;
        if (due <= now)
            idle.push_back(token);
        else
            next = std::min(next, due);
    }
    if (m_entries.size() > idle.size())
        m_timers->idle.startAt(next);
    forget(idle);
}

} // namespace WebSocketRpc
