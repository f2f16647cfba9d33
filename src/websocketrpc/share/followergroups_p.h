// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "sharedobject_p.h"

namespace WebSocketRpc {

// The followers of an object, by their threads. It lives in the object's thread.
class FollowerGroups
{
public:
    void add(const FollowerHandle &follower);
    void remove(const SharedFollower *follower);

    void tell(SharedEvent event);

    // Later events of this thread are not merged into earlier letters, since something else leaves in between.
    static void seal();

private:
    class UnreadChanges;
    using Followers = std::vector<FollowerHandle>;

    // The followers in one thread.
    struct Group
    {
        std::shared_ptr<Detail::Mailbox> mailbox;
        Followers followers = {};
        // A copy for that thread, made when there is something to tell.
        std::shared_ptr<const Followers> copy = {};
        // The latest letter to that thread, if changes can still be merged into it.
        std::shared_ptr<UnreadChanges> unread = {};
    };

    static void post(Group &group, const std::shared_ptr<const SharedEvent> &event);
    static void tell(const Followers &followers, const SharedEvent &event);

    std::vector<Group> m_groups;
};

} // namespace WebSocketRpc
