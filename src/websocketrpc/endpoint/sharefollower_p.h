// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "receivedframe_p.h"
#include "sharerequests_p.h"

namespace WebSocketRpc {

// What the peer follows of one object. It lives in the thread of the channel.
class ShareRequests::Follower final : public SharedFollower
{
public:
    Follower(ShareRequests *owner, std::shared_ptr<SharedObject> followed)
        : object(std::move(followed))
        , sharedSignals(object->members()->sharedSignals.size())
        , properties(object->members()->properties.size())
        , m_owner(owner)
    {
    }

    void receive(SpelledEvent &event) override
    {
        if (m_owner)
            m_owner->receive(*this, event);
    }
    void add(const SharedSelection &selection) { set(selection, true); }
    void remove(const SharedSelection &selection) { set(selection, false); }
    void leave()
    {
        m_owner = nullptr;
        object->run([key = this](SharedObject &followed) { followed.leave(key); });
    }

    [[nodiscard]] bool holdsAnything() const { return !held.empty() || heldModel; }
    // The answer that says what properties are is part of a batch that has not left yet.
    [[nodiscard]] bool awaitsBatch() const
    {
        const auto waiting = batch.lock();
        return waiting && waiting->awaited > 0;
    }

    const std::shared_ptr<SharedObject> object;
    std::vector<bool> sharedSignals; // which the peer has subscribed to
    std::vector<bool> properties; // which it watches
    std::weak_ptr<BatchAnswers> batch; // the latest with such an answer
    std::vector<PropertyChange> held = {}; // changes that are not sent, the newest of each
    // What the signal of a model has told that is not sent, in one.
    std::optional<ModelChanges> heldModel = {};
    int heldSignal = -1;

private:
    void set(const SharedSelection &selection, bool isFollowed)
    {
        for (const int signal : selection.sharedSignals)
            sharedSignals[std::size_t(signal)] = isFollowed;
        for (const int property : selection.properties)
            properties[std::size_t(property)] = isFollowed;
    }

    ShareRequests *m_owner; // null once this follows nothing any more
};

} // namespace WebSocketRpc
