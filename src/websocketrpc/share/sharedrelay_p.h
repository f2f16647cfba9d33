// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "followergroups_p.h"
#include "logging_p.h"
#include "lograte_p.h"
#include "publisher_p.h"

#include <unordered_map>

namespace WebSocketRpc {

// The part of a SharedObject in the object's thread: receives the object's signals and passes them to the
// followers. Properties that have changed are read once in a turn of the event loop, or earlier if something is
// sent that must come after the change.
class SharedRelay final : public QObject, private Publisher
{
public:
    SharedRelay(SharedObject *owner, QObject *object);

    void follow(const FollowerHandle &follower, const SharedSelection &selection);
    void unfollow(const SharedFollower *follower, const SharedSelection &selection);
    void leave(const SharedFollower *follower);
    void leaveAll();
    // Reads the properties. If they have changed, the other followers are told.
    void read(const std::vector<int> &properties, std::vector<PropertyChange> &values);

    // What moc would write if there were a slot for each signal and each property.
    int qt_metacall(QMetaObject::Call call, int id, void **arguments) override;

private:
    struct Interest
    {
        std::vector<bool> sharedSignals;
        std::vector<bool> properties;
    };

    void publish() override;

    void relaySignal(int signal, void **arguments);
    [[nodiscard]] bool writeArguments(
        const SharedSignal &signal, void **arguments, SharedEvent &event);
    void noteChange(int property);
    // Nothing if the property cannot be read, which is logged.
    [[nodiscard]] std::optional<QByteArray> valueOf(int property);

    enum class Source { Signal, Property };
    void changeCount(Source source, int index, int difference);
    [[nodiscard]] int signalIndex(Source source, int index) const;
    void warn(const QByteArray &member, const QString &problem);

    const std::weak_ptr<SharedObject> m_owner;
    const QPointer<QObject> m_object;
    const std::shared_ptr<const SharedMembers> m_members;
    FollowerGroups m_groups;
    std::unordered_map<const SharedFollower *, Interest> m_interests;
    std::vector<int> m_signalCounts; // how many follow each
    std::vector<int> m_propertyCounts;
    std::vector<QByteArray> m_values; // the properties as they were read last
    std::vector<QByteArray> m_told; // as those who follow them know them
    std::vector<int> m_changed; // properties that may have changed since
    LogRate m_warnings{lcDispatch};
};

} // namespace WebSocketRpc
