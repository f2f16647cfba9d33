// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "followergroups_p.h"

#include "modelcondenser_p.h"

#include <algorithm>
#include <mutex>

namespace WebSocketRpc {

namespace {

// How often the letters of this thread were sealed.
thread_local quint64 sealed = 0;

} // namespace

// Changes on their way to another thread. If that thread is slower than the object, later changes are merged into
// them: it needs only the newest value of each property, and the outcome of the changes of a model.
class FollowerGroups::UnreadChanges
{
public:
    explicit UnreadChanges(std::shared_ptr<const SharedEvent> event) : m_event(std::move(event)) { }

    // False if they are read already, or the event is of another kind.
    [[nodiscard]] bool add(const SharedEvent &later)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_event || m_sealed != sealed || m_event->signal != later.signal)
            return false;
        if (!m_isJoined)
            m_joined = {.members = m_event->members,
                .signal = m_event->signal,
                .changes = m_event->changes};
        if (later.model && !m_isJoined)
            m_model = *m_event->model;
        m_isJoined = true;
        for (const PropertyChange &change : later.changes)
            merge(m_joined.changes, change);
        if (later.model)
            append(m_model, *later.model);
        return true;
    }

    [[nodiscard]] std::shared_ptr<const SharedEvent> read()
    {
        const std::lock_guard lock(m_mutex);
        const auto event = std::exchange(m_event, nullptr);
        if (!m_isJoined)
            return event;
        return std::make_shared<const SharedEvent>(event->model
                ? modelEvent(event->members, event->signal, std::move(m_model))
                : std::move(m_joined));
    }

private:
    std::mutex m_mutex;
    const quint64 m_sealed = sealed;
    std::shared_ptr<const SharedEvent> m_event; // the first one; null once it is read
    bool m_isJoined = false; // with later events, into these:
    SharedEvent m_joined;
    ModelChanges m_model;
};

void FollowerGroups::seal()
{
    ++sealed;
}

void FollowerGroups::add(const FollowerHandle &follower)
{
    auto group = std::ranges::find(m_groups, follower.mailbox, &Group::mailbox);
    if (group == m_groups.end())
        group = m_groups.insert(group, Group{follower.mailbox});
    group->followers.push_back(follower);
    group->copy.reset();
}

void FollowerGroups::remove(const SharedFollower *follower)
{
    for (Group &group : m_groups) {
        const auto place = std::ranges::find(group.followers, follower, &FollowerHandle::key);
        if (place == group.followers.end())
            continue;
        std::swap(*place, group.followers.back());
        group.followers.pop_back();
        group.copy.reset();
    }
    std::erase_if(m_groups, [](const Group &group) { return group.followers.empty(); });
}

// No user code runs inside, so the groups do not change meanwhile.
void FollowerGroups::tell(SharedEvent event)
{
    const auto shared = std::make_shared<const SharedEvent>(std::move(event));
    for (Group &group : m_groups) {
        if (group.mailbox->isCurrent())
            tell(group.followers, *shared);
        else
            post(group, shared);
    }
}

void FollowerGroups::post(Group &group, const std::shared_ptr<const SharedEvent> &event)
{
    if (!group.copy)
        group.copy = std::make_shared<const Followers>(group.followers);
    if (event->signal >= 0 && !event->model) {
        group.unread.reset();
        return group.mailbox->post([followers = group.copy, event] { tell(*followers, *event); });
    }
    if (group.unread && group.unread->add(*event))
        return;
    group.unread = std::make_shared<UnreadChanges>(event);
    group.mailbox->post(
        [followers = group.copy, unread = group.unread] { tell(*followers, *unread->read()); });
}

void FollowerGroups::tell(const Followers &followers, const SharedEvent &event)
{
    if (event.signal < 0 && event.changes.empty())
        return; // all changed back
    SpelledEvent spelled(event);
    for (const FollowerHandle &handle : followers) {
        if (const auto follower = handle.follower.lock())
            follower->receive(spelled);
    }
}

} // namespace WebSocketRpc
