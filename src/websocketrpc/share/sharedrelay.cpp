// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharedrelay_p.h"

#include "jsonwriter_p.h"
#include "logging_p.h"

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

QString textOfException()
{
    try {
        throw;
    } catch (const std::exception &exception) {
        return QString::fromUtf8(exception.what());
    } catch (...) {
        return u"an exception of an unknown type"_s;
    }
}

} // namespace

SharedRelay::SharedRelay(SharedObject *owner, QObject *object)
    : m_owner(owner->weak_from_this())
    , m_object(object)
    , m_members(owner->members())
    , m_signalCounts(m_members->sharedSignals.size())
    , m_propertyCounts(m_members->properties.size())
    , m_values(m_members->properties.size())
    , m_told(m_members->properties.size())
{
}

int SharedRelay::qt_metacall(QMetaObject::Call call, int id, void **arguments)
{
    id = QObject::qt_metacall(call, id, arguments);
    if (id < 0 || call != QMetaObject::InvokeMetaMethod)
        return id;
    const int signalCount = int(m_members->sharedSignals.size());
    if (id < signalCount)
        relaySignal(id, arguments);
    else
        noteChange(id - signalCount);
    return -1;
}

// The signals are connected to method indexes behind those of QObject, which qt_metacall() serves.
void SharedRelay::changeCount(Source source, int index, int difference)
{
    std::vector<int> &counts = source == Source::Signal ? m_signalCounts : m_propertyCounts;
    int &count = counts[std::size_t(index)];
    const bool wasFollowed = count > 0;
    count += difference;
    const bool isFollowed = count > 0;
    const int signal = signalIndex(source, index);
    if (isFollowed == wasFollowed || signal < 0 || !m_object)
        return;
    const int signalCount = int(m_members->sharedSignals.size());
    const int method = QObject::staticMetaObject.methodCount()
        + (source == Source::Signal ? index : signalCount + index);
    if (isFollowed)
        QMetaObject::connect(m_object, signal, this, method, Qt::AutoConnection, nullptr);
    else
        QMetaObject::disconnect(m_object, signal, this, method);
}

int SharedRelay::signalIndex(Source source, int index) const
{
    return source == Source::Signal ? m_members->sharedSignals[std::size_t(index)].index
                                    : m_members->properties[std::size_t(index)].notifier;
}

void SharedRelay::follow(const FollowerHandle &follower, const SharedSelection &selection)
{
    auto entry = m_interests.find(follower.key);
    if (entry == m_interests.end()) {
        entry = m_interests
                    .emplace(follower.key,
                        Interest{std::vector<bool>(m_signalCounts.size()),
                            std::vector<bool>(m_propertyCounts.size())})
                    .first;
        m_groups.add(follower);
    }
    const auto add = [&](Source source, std::vector<bool> &interest, int index) {
        if (!interest[std::size_t(index)])
            changeCount(source, index, +1);
        interest[std::size_t(index)] = true;
    };
    for (const int signal : selection.sharedSignals)
        add(Source::Signal, entry->second.sharedSignals, signal);
    for (const int property : selection.properties)
        add(Source::Property, entry->second.properties, property);
}

void SharedRelay::unfollow(const SharedFollower *follower, const SharedSelection &selection)
{
    const auto entry = m_interests.find(follower);
    if (entry == m_interests.end())
        return;
    const auto remove = [&](Source source, std::vector<bool> &interest, int index) {
        if (interest[std::size_t(index)])
            changeCount(source, index, -1);
        interest[std::size_t(index)] = false;
    };
    for (const int signal : selection.sharedSignals)
        remove(Source::Signal, entry->second.sharedSignals, signal);
    for (const int property : selection.properties)
        remove(Source::Property, entry->second.properties, property);
}

void SharedRelay::leave(const SharedFollower *follower)
{
    const auto entry = m_interests.find(follower);
    if (entry == m_interests.end())
        return;
    for (std::size_t i = 0; i < m_signalCounts.size(); ++i) {
        if (entry->second.sharedSignals[i])
            changeCount(Source::Signal, int(i), -1);
    }
    for (std::size_t i = 0; i < m_propertyCounts.size(); ++i) {
        if (entry->second.properties[i])
            changeCount(Source::Property, int(i), -1);
    }
    m_interests.erase(entry);
    m_groups.remove(follower);
}

void SharedRelay::leaveAll()
{
    while (!m_interests.empty())
        leave(m_interests.begin()->first);
}

// Changes that came before the signal are published before it.
void SharedRelay::relaySignal(int signal, void **arguments)
{
    const auto owner = m_owner.lock();
    if (!owner)
        return;
    publishNow();
    const SharedSignal &shared = m_members->sharedSignals[std::size_t(signal)];
    if (shared.tellsModelChanges)
        return m_groups.tell(
            modelEvent(m_members, signal, *static_cast<const ModelChanges *>(arguments[1])));
    SharedEvent event{.members = m_members, .signal = signal};
    if (writeArguments(shared, arguments, event))
        m_groups.tell(std::move(event));
}

bool SharedRelay::writeArguments(const SharedSignal &signal, void **arguments, SharedEvent &event)
{
    try { // what a getter or a converter may throw
        JsonWriter writer;
        writer.beginArray();
        for (const Codec *const codec : signal.codecs) {
            if (const MismatchPtr mismatch = codec->write(*++arguments, writer, {})) {
                warn(signal.name, mismatch->toString());
                return false;
            }
            event.ends.push_back(qsizetype(writer.size()));
        }
        writer.endArray();
        event.arguments = writer.view().toByteArray();
        return true;
    } catch (...) {
        warn(signal.name, textOfException());
        return false;
    }
}

void SharedRelay::noteChange(int property)
{
    if (std::ranges::find(m_changed, property) == m_changed.end())
        m_changed.push_back(property);
    announce();
}

// Reading may do anything, even change more properties and publish them.
void SharedRelay::publish()
{
    const auto owner = m_owner.lock();
    if (!owner)
        return;
    std::vector<PropertyChange> values;
    read(std::exchange(m_changed, {}), values);
}

// A READ function may change other properties and emit their signals, so the changes are collected after all reads.
void SharedRelay::read(const std::vector<int> &properties, std::vector<PropertyChange> &values)
{
    const auto owner = m_owner.lock();
    std::vector<int> known;
    for (const int property : properties) {
        if (m_propertyCounts[std::size_t(property)] == 0)
            continue;
        if (std::optional<QByteArray> value = valueOf(property)) {
            m_values[std::size_t(property)] = std::move(*value);
            known.push_back(property);
        }
    }
    SharedEvent event{.members = m_members};
    for (const int property : known) {
        const QByteArray &value = m_values[std::size_t(property)];
        const QByteArray former = std::exchange(m_told[std::size_t(property)], value);
        if (former != value)
            event.changes.push_back({property, value, former});
        values.push_back({property, value});
    }
    if (!event.changes.empty())
        m_groups.tell(std::move(event));
}

std::optional<QByteArray> SharedRelay::valueOf(int property)
{
    const SharedProperty &shared = m_members->properties[std::size_t(property)];
    if (!m_object)
        return {};
    if (m_object->thread() != thread()) {
        warn(shared.fullName, u"the object has moved to another thread; expose it again"_s);
        return {};
    }
    try { // what a READ function, a getter or a converter may throw
        QVariant value = m_object->metaObject()->property(shared.index).read(m_object);
        const bool isVariant = shared.type.id() == QMetaType::QVariant;
        if (!isVariant && value.metaType() != shared.type && !value.convert(shared.type)) {
            warn(shared.fullName, u"it cannot be read"_s);
            return {};
        }
        JsonWriter writer;
        const void *const data = isVariant ? &value : value.constData();
        if (const MismatchPtr mismatch = shared.codec->write(data, writer, {})) {
            warn(shared.fullName, mismatch->toString());
            return {};
        }
        return writer.view().toByteArray();
    } catch (...) {
        warn(shared.fullName, textOfException());
        return {};
    }
}

void SharedRelay::warn(const QByteArray &member, const QString &problem)
{
    if (m_warnings.allows())
        qCWarning(lcDispatch).noquote()
            << "those who follow" << member << "are not told:" << problem;
}

} // namespace WebSocketRpc
