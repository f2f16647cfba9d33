// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interests_p.h"

#include "callee_p.h"
#include "caller_p.h"

#include <QtCore/qproperty.h>

#include <algorithm>

namespace WebSocketRpc {

namespace {

// The peer is asked again on the next connection, if there is one.
bool isEndOfConnection(const Error &error)
{
    return error.kind() == Error::Kind::ConnectionLost || error.kind() == Error::Kind::Closed;
}

} // namespace

Interests::Interests(
    Link &link, Caller &caller, Callee &callee, std::shared_ptr<const Detail::CallOrigin> origin)
    : m_link(link)
    , m_caller(caller)
    , m_callee(callee)
    , m_requests(caller, std::move(origin),
          [this](const JsonValue &objects) { return stage(objects, Which::All); })
    , m_askedOn(caller.waiting().isReady() ? link.connection() : 0)
{
}

Interests::~Interests()
{
    const auto detach = [](auto &groups) {
        for (auto &[name, group] : groups) {
            for (const auto &interest : group)
                interest->m_owner = nullptr;
        }
    };
    detach(m_signals);
    detach(m_properties);
}

void Interests::add(const std::shared_ptr<SignalInterest> &interest)
{
    add(m_signals, interest);
}

void Interests::add(const std::shared_ptr<PropertyInterest> &interest)
{
    add(m_properties, interest);
}

template<typename I>
void Interests::add(Groups<I> &groups, const std::shared_ptr<I> &interest)
{
    interest->m_owner = this;
    groups[interest->name()].push_back(interest);
    if (m_caller.waiting().isReady())
        ask(groups, interest->name());
}

void Interests::remove(const SignalInterest &interest)
{
    remove(m_signals, interest);
}

void Interests::remove(const PropertyInterest &interest)
{
    remove(m_properties, interest);
}

template<typename I>
void Interests::remove(Groups<I> &groups, const I &interest)
{
    const std::string name = interest.name();
    const auto group = groups.find(name);
    const auto place = std::ranges::find(group->second, &interest, &std::shared_ptr<I>::get);
    const std::shared_ptr<I> removed = *place;
    removed->m_owner = nullptr;
    removed->m_state = Interest::State::Unanswered;
    group->second.erase(place);
    if (!group->second.empty())
        return;
    if (m_caller.waiting().isReady())
        letGo(groups, name);
    else
        groups.erase(group);
}

template<typename I>
void Interests::letGo(Groups<I> &groups, const std::string &name)
{
    m_requests.send(I::endMethod, name, [&groups, name](const std::optional<Error> &) {
        const auto group = groups.find(name);
        if (group != groups.end() && group->second.empty())
            groups.erase(group);
    });
    if constexpr (std::is_same_v<I, PropertyInterest>)
        askAgainBeside(name);
}

// With an object the peer forgets its properties that were asked for by themselves, and with a property
// that part of the object.
void Interests::askAgainBeside(const std::string &name)
{
    const auto isPartOf = [](const std::string &part, const std::string &whole) {
        return part.size() > whole.size() && part.starts_with(whole) && part[whole.size()] == '.';
    };
    std::vector<std::string> names;
    for (const auto &[other, group] : m_properties) {
        if (!group.empty() && (isPartOf(other, name) || isPartOf(name, other)))
            names.push_back(other);
    }
    for (const std::string &other : names)
        ask(m_properties, other);
}

template<typename I>
void Interests::ask(Groups<I> &groups, const std::string &name)
{
    m_requests.send(I::beginMethod, name, [this, &groups, name](const std::optional<Error> &error) {
        answered(groups, name, error);
    });
}

template<typename I>
void Interests::answered(
    Groups<I> &groups, const std::string &name, const std::optional<Error> &error)
{
    if (error && isEndOfConnection(*error))
        return;
    const quint64 connection = m_link.connection();
    if constexpr (std::is_same_v<I, PropertyInterest>)
        publish();
    const auto found = groups.find(name);
    if (found == groups.end())
        return;
    const Group<I> group = found->second;
    for (const auto &interest : group) {
        if (connection != m_link.connection() || !m_link.isOpen())
            return;
        const auto state = error ? Interest::State::Refused : Interest::State::Active;
        if (interest->hasEnded() || interest->isActive() || interest->m_state == state)
            continue;
        interest->m_state = state;
        if (error)
            interest->refused(*error);
        else
            interest->accepted(std::exchange(interest->m_wasActive, true));
    }
}

void Interests::connectionIsReady()
{
    if (std::exchange(m_askedOn, m_link.connection()) == m_link.connection())
        return;
    askForAll(m_signals);
    askForAll(m_properties);
}

template<typename I>
void Interests::askForAll(Groups<I> &groups)
{
    std::vector<std::string> names;
    for (const auto &[name, group] : groups)
        names.push_back(name);
    for (const std::string &name : names)
        ask(groups, name);
}

void Interests::linkLost()
{
    linkLost(m_signals);
    linkLost(m_properties);
}

template<typename I>
void Interests::linkLost(Groups<I> &groups)
{
    std::erase_if(groups, [](const auto &entry) { return entry.second.empty(); });
    Group<I> affected;
    for (const auto &[name, group] : groups) {
        for (const auto &interest : group) {
            if (std::exchange(interest->m_state, Interest::State::Unanswered)
                == Interest::State::Active)
                affected.push_back(interest);
        }
    }
    for (const auto &interest : affected) {
        if (!interest->hasEnded() && !interest->isActive())
            interest->lost();
    }
}

bool Interests::receive(const Message &message, Transport::Format format)
{
    if (!message.id.isAbsent())
        return false;
    if (message.method == "rpc.changed") {
        if (message.params && stage(*message.params, Which::Active))
            publish();
        return true;
    }
    const auto found = m_signals.find(message.method);
    if (found == m_signals.end())
        return false;
    const quint64 connection = m_link.connection();
    const Group<SignalInterest> group = found->second;
    for (const auto &interest : group) {
        if (connection != m_link.connection())
            break;
        if (!interest->hasEnded() && !interest->receive(m_callee, message, format))
            interest->end();
    }
    return true;
}

bool Interests::stage(const JsonValue &objects, Which which)
{
    if (!objects.isObject())
        return false;
    for (const auto &[object, properties] : objects.toObject()) {
        if (!properties.isObject())
            continue;
        for (const auto &[property, value] : properties.toObject()) {
            stage(object, property, value, which);
            stage(std::string(object) + '.' + std::string(property), property, value, which);
        }
    }
    return true;
}

void Interests::stage(
    std::string_view name, std::string_view property, const JsonValue &value, Which which)
{
    const auto group = m_properties.find(name);
    if (group == m_properties.end())
        return;
    for (const auto &interest : group->second) {
        if (which == Which::Active && !interest->isActive())
            continue;
        interest->stage(property, value);
        if (!std::exchange(interest->m_isStaged, true))
            m_staged.push_back(interest);
    }
}

void Interests::publish()
{
    const Properties staged = std::exchange(m_staged, {});
    Qt::beginPropertyUpdateGroup();
    for (const auto &interest : staged) {
        interest->m_isStaged = false;
        interest->store();
    }
    Qt::endPropertyUpdateGroup();
    for (const auto &interest : staged) {
        if (!interest->hasEnded())
            interest->tell();
    }
}

} // namespace WebSocketRpc
