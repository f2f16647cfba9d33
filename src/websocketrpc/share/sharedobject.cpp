// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharedobject_p.h"

#include "sharedrelay_p.h"

#include <websocketrpc/error.h>

#include <QThread>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

SharedObject::SharedObject(QObject *object, std::shared_ptr<Detail::Mailbox> mailbox,
    std::shared_ptr<const SharedMembers> members)
    : m_object(object)
    , m_mailbox(std::move(mailbox))
    , m_members(std::move(members))
{
}

// The relay is destroyed in its own thread, unless that has ended.
SharedObject::~SharedObject()
{
    if (m_relay && !isHere())
        m_mailbox->post([relay = std::move(m_relay)] {});
}

SharedRelay &SharedObject::relay()
{
    if (!m_relay)
        m_relay = std::make_unique<SharedRelay>(this, m_object);
    return *m_relay;
}

void SharedObject::end()
{
    m_hasEnded = true;
    run([](SharedObject &self) {
        if (self.m_relay)
            self.m_relay->leaveAll();
    });
}

void SharedObject::follow(const FollowerHandle &follower, const SharedSelection &selection,
    std::vector<PropertyChange> &values)
{
    if (isGone())
        return;
    relay().follow(follower, selection);
    FollowerGroups::seal();
    relay().read(selection.properties, values);
    FollowerGroups::seal(); // the values leave for the follower's thread
}

void SharedObject::unfollow(const SharedFollower *follower, const SharedSelection &selection)
{
    if (m_relay)
        m_relay->unfollow(follower, selection);
}

void SharedObject::leave(const SharedFollower *follower)
{
    if (m_relay)
        m_relay->leave(follower);
}

bool SharedObject::write(int property, const QVariant &value)
{
    if (isGone())
        return false;
    if (m_object->thread() != QThread::currentThread())
        throw Error(Error::InternalError, u"the object has moved to another thread"_s);
    const int index = m_members->properties[std::size_t(property)].index;
    return m_object->metaObject()->property(index).write(m_object, value);
}

// An answer leaves now, and later changes must not overtake it.
void publishChanges()
{
    FollowerGroups::seal();
    Publisher::publishAll();
    FollowerGroups::seal();
}

} // namespace WebSocketRpc
