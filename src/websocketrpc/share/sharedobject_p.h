// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "sharedevent_p.h"

#include <websocketrpc/detail/mailbox.h>

#include <QtCore/qpointer.h>

#include <atomic>

namespace WebSocketRpc {

class SharedRelay;

// A follower of a shared object, perhaps in another thread. It runs no user code.
class SharedFollower : public std::enable_shared_from_this<SharedFollower>
{
public:
    virtual ~SharedFollower() = default;

    virtual void receive(SpelledEvent &event) = 0;
};

// A follower, as the object's thread knows it.
struct FollowerHandle
{
    const SharedFollower *key = nullptr;
    std::weak_ptr<SharedFollower> follower;
    std::shared_ptr<Detail::Mailbox> mailbox; // of its thread
};

// A choice of signals and properties, by their places in SharedMembers.
struct SharedSelection
{
    std::vector<int> sharedSignals = {};
    std::vector<int> properties = {};
};

// An exposed object whose signals or properties are shared. Any thread may hold it; its work for followers is done
// in the object's thread.
class SharedObject : public std::enable_shared_from_this<SharedObject>
{
public:
    SharedObject(QObject *object, std::shared_ptr<Detail::Mailbox> mailbox,
        std::shared_ptr<const SharedMembers> members);
    ~SharedObject();
    Q_DISABLE_COPY_MOVE(SharedObject)

    [[nodiscard]] const std::shared_ptr<const SharedMembers> &members() const { return m_members; }
    [[nodiscard]] const std::shared_ptr<Detail::Mailbox> &mailbox() const { return m_mailbox; }
    [[nodiscard]] bool isHere() const { return m_mailbox->isCurrent(); }
    [[nodiscard]] bool isGone() const { return m_hasEnded || !m_object; }

    // Call it from any thread when the object is not exposed any more. Followers are told nothing from then on.
    void end();

    // Calls the function in the object's thread, at once if that is the current one. If that thread has ended, the
    // function is destroyed instead.
    template<typename F>
    void run(F &&function)
    {
        if (isHere())
            function(*this);
        else
            m_mailbox->post(
                [self = shared_from_this(), function = std::forward<F>(function)]() mutable {
                    function(*self);
                });
    }

    // The rest may be called only in the object's thread. Reading and writing properties runs user code.

    // Adds to what a follower follows. The present values of the properties are added to `values`.
    void follow(const FollowerHandle &follower, const SharedSelection &selection,
        std::vector<PropertyChange> &values);
    void unfollow(const SharedFollower *follower, const SharedSelection &selection);
    void leave(const SharedFollower *follower); // follows nothing any more
    // Throws what the WRITE function throws. Returns false if the property does not take the value.
    [[nodiscard]] bool write(int property, const QVariant &value);

private:
    [[nodiscard]] SharedRelay &relay();

    const QPointer<QObject> m_object;
    const std::shared_ptr<Detail::Mailbox> m_mailbox;
    const std::shared_ptr<const SharedMembers> m_members;
    std::unique_ptr<SharedRelay> m_relay; // once somebody follows
    std::atomic_bool m_hasEnded = false;
};

// Publishes what has changed in the objects of this thread. Runs user code.
void publishChanges();

} // namespace WebSocketRpc
