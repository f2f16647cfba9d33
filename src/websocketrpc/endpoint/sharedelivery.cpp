// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "errand_p.h"
#include "excerpt_p.h"
#include "logging_p.h"
#include "sharefollower_p.h"
#include "writerpool_p.h"

#include <algorithm>

// What a peer is sent because it follows something.
namespace WebSocketRpc {

namespace {

// A peer counts as reading while no more than this is waiting to be sent to it.
constexpr qint64 unsentOfReader = 64 * 1024;
// Nothing signals that a peer reads again or that a batch has left, so this is polled.
constexpr auto pauseOfOthers = std::chrono::milliseconds(5);

} // namespace

std::shared_ptr<ShareRequests::Follower> ShareRequests::followerOf(
    const std::shared_ptr<SharedObject> &object)
{
    std::erase_if(m_followers, [](const auto &entry) { return entry.second->object->isGone(); });
    std::shared_ptr<Follower> &follower = m_followers[object.get()];
    if (!follower)
        follower = std::make_shared<Follower>(this, object);
    return follower;
}

void ShareRequests::end()
{
    m_hasEnded = true;
    m_timer.reset();
    m_requests.clear();
    m_holding.clear();
    for (const auto &[object, follower] : std::exchange(m_followers, {}))
        follower->leave();
}

void ShareRequests::receive(Follower &follower, SpelledEvent &event)
{
    if (event.event().signal < 0)
        return receiveChanges(follower, event);
    if (!follower.sharedSignals[std::size_t(event.event().signal)])
        return;
    if (event.event().model)
        return receiveModel(follower, event);
    sendHeld(follower);
    send(event.in(*m_settings.format));
}

void ShareRequests::receiveChanges(Follower &follower, SpelledEvent &event)
{
    bool followsAll = true;
    for (const PropertyChange &change : event.event().changes) {
        followsAll &= follower.properties[std::size_t(change.property)];
        noteInRequests(follower, change);
    }
    if (followsAll && follower.held.empty() && !follower.awaitsBatch() && isReading())
        return send(event.in(*m_settings.format));
    for (const PropertyChange &change : event.event().changes) {
        if (follower.properties[std::size_t(change.property)])
            hold(follower, change);
    }
    if (isReading())
        sendHeld(follower);
    awaitRoom();
}

// An answer that is not sent yet must have the values of the moment when it is sent.
void ShareRequests::noteInRequests(const Follower &follower, const PropertyChange &change)
{
    for (const RequestPtr &request : m_requests) {
        for (Request::Part &part : request->parts) {
            if (part.follower.get() != &follower)
                continue;
            const auto value =
                std::ranges::find(part.values, change.property, &PropertyChange::property);
            if (value != part.values.end())
                value->value = change.value;
        }
    }
}

void ShareRequests::hold(Follower &follower, const PropertyChange &change)
{
    noteHolding(follower);
    merge(follower.held, change);
    if (!follower.holdsAnything())
        forget(follower);
}

void ShareRequests::noteHolding(Follower &follower)
{
    if (!follower.holdsAnything())
        m_holding.push_back(std::static_pointer_cast<Follower>(follower.shared_from_this()));
}

void ShareRequests::forget(const Follower &follower)
{
    std::erase_if(m_holding, [&](const auto &holding) { return holding.get() == &follower; });
}

void ShareRequests::sendHeld(Follower &follower)
{
    if (!follower.holdsAnything() || follower.awaitsBatch())
        return;
    forget(follower);
    sendHeldModel(follower);
    const auto changes = std::exchange(follower.held, {});
    if (changes.empty())
        return;
    const WriterLease writer(*m_writers);
    writeChanges(*writer, *m_settings.format, *follower.object->members(), changes);
    send(writer->view());
}

void ShareRequests::sendAllHeld()
{
    if (m_holding.empty()) [[likely]]
        return;
    for (const auto &follower : std::vector(m_holding))
        sendHeld(*follower);
}

void ShareRequests::awaitRoom()
{
    if (m_holding.empty() || (m_timer && m_timer->isActive()))
        return;
    if (!m_timer)
        m_timer = std::make_unique<Timer>([this] { sendHeldIfRead(); });
    m_timer->start(pauseOfOthers);
}

void ShareRequests::sendHeldIfRead()
{
    if (isReading())
        sendAllHeld();
    awaitRoom();
}

bool ShareRequests::isReading() const
{
    return m_link.unsent() <= unsentOfReader;
}

void ShareRequests::send(QByteArrayView message)
{
    if (message.size() <= m_settings.limits.outgoingMessageSize)
        return m_link.send(message);
    if (m_log.allows())
        qCWarning(lcChannel) << "a message of" << message.size()
                             << "bytes exceeds the limit outgoingMessageSize and is not sent:"
                             << excerptOf(message);
}

void ShareRequests::publishBeforeAnswer()
{
    publishChanges();
    if (!m_hasEnded)
        sendAllHeld();
}

bool ShareRequests::awaitOthers(std::function<void()> then)
{
    std::vector<std::shared_ptr<Detail::Mailbox>> others;
    for (const auto &[object, follower] : m_followers) {
        const bool isNew = std::ranges::find(others, object->mailbox()) == others.end();
        if (!object->isHere() && isNew)
            others.push_back(object->mailbox());
    }
    if (others.empty())
        return false;
    const auto awaited = std::make_shared<std::size_t>(others.size());
    for (const auto &there : others) {
        struct Nothing
        {
        };
        runErrand<Nothing>(
            *there, m_origin->mailbox, [](Nothing &) { publishChanges(); },
            [awaited, then](Nothing) {
                if (--*awaited == 0)
                    then();
            });
    }
    return true;
}

} // namespace WebSocketRpc
