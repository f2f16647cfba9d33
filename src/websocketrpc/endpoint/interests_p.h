// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "interestrequests_p.h"
#include "signalinterest_p.h"

#include <map>

namespace WebSocketRpc {

class Link;

// What this side follows of the peer's objects. The peer is asked for each name as soon as a connection
// is ready for calls, before the calls that wait, and told when nobody is interested in it any more.
class Interests
{
public:
    Interests(Link &link, Caller &caller, Callee &callee,
        std::shared_ptr<const Detail::CallOrigin> origin);
    ~Interests();
    Q_DISABLE_COPY_MOVE(Interests)

    void add(const std::shared_ptr<SignalInterest> &interest);
    void add(const std::shared_ptr<PropertyInterest> &interest);
    void remove(const SignalInterest &interest);
    void remove(const PropertyInterest &interest);

    void connectionIsReady();
    void linkLost();
    // Whether the notification told of something that this side follows.
    [[nodiscard]] bool receive(const Message &message, Transport::Format format);

private:
    template<typename I>
    using Group = std::vector<std::shared_ptr<I>>;
    // By the names that they share. One that is empty stays until the peer has answered that it tells
    // no more.
    template<typename I>
    using Groups = std::map<std::string, Group<I>, std::less<>>;
    using Properties = Group<PropertyInterest>;

    [[nodiscard]] Groups<SignalInterest> &groupsOf(const SignalInterest &) { return m_signals; }
    [[nodiscard]] Groups<PropertyInterest> &groupsOf(const PropertyInterest &)
    {
        return m_properties;
    }
    template<typename I>
    void add(Groups<I> &groups, const std::shared_ptr<I> &interest);
    template<typename I>
    void remove(Groups<I> &groups, const I &interest);
    template<typename I>
    void ask(Groups<I> &groups, const std::string &name);
    template<typename I>
    void askForAll(Groups<I> &groups);
    template<typename I>
    void answered(Groups<I> &groups, const std::string &name, const std::optional<Error> &error);
    template<typename I>
    void letGo(Groups<I> &groups, const std::string &name);
    template<typename I>
    void linkLost(Groups<I> &groups);
    void askAgainBeside(const std::string &name);

    // What comes is not read before all is read: it may be about several objects.
    enum class Which { Active, All };
    [[nodiscard]] bool stage(const JsonValue &objects, Which which);
    void stage(
        std::string_view name, std::string_view property, const JsonValue &value, Which which);
    void publish();

    Link &m_link;
    Caller &m_caller;
    Callee &m_callee;
    const InterestRequests m_requests;
    Groups<SignalInterest> m_signals;
    Groups<PropertyInterest> m_properties;
    Properties m_staged;
    quint64 m_askedOn = 0; // the connection on which all was asked for
};

} // namespace WebSocketRpc
