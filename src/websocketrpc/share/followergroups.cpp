// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "followergroups_p.h"

#include <algorithm>
#include <mutex>

namespace WebSocketRpc {

namespace {

// How often the letters of this thread were sealed.
thread_local quint64 sealed = 0;

} // namespace

// Changes on their way to another thread. If that is slower than the object, they become fewer and not
// more: the newest value of each property is all that it needs.
class FollowerGroups::UnreadChanges
{
public:
    explicit UnreadChanges(const std::shared_ptr<const SharedEvent> &event)
        : m_members(event->members)
        , m_changes(event->changes)
    {
    }

    // False if it is too late.
    [[nodiscard]] bool add(const std::vector<PropertyChange> &changes)
    {
        const std::lock_guard lock(m_mutex);
        if (m_isRead || m_sealed != sealed)
            return false;
        for (const PropertyChange &change : changes)
            merge(m_changes, change);
        return true;
    }

    [[nodiscard]] SharedEvent read()
    {
        const std::lock_guard lock(m_mutex);
        m_isRead = true;
        return {.members = m_members, .changes = std::move(m_changes)};
    }

private:
    std::mutex m_mutex;
    bool m_isRead = false;
    const quint64 m_sealed = sealed;
    const std::shared_ptr<const SharedMembers> m_members;
    std::vector<PropertyChange> m_changes;
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

// Nobody comes or goes meanwhile: no user code runs.
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
    if (event->signal >= 0) {
        group.unread.reset();
        return group.mailbox->post([followers = group.copy, event] { tell(*followers, *event); });
    }
    if (group.unread && group.unread->add(event->changes))
        return;
    group.unread = std::make_shared<UnreadChanges>(event);
    group.mailbox->post(
        [followers = group.copy, unread = group.unread] { tell(*followers, unread->read()); });
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
