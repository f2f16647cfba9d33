// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonvalue_p.h"

#include <websocketrpc/error.h>

#include <memory>
#include <string>

namespace WebSocketRpc {

class Interests;

// What this side wants to hear of the peer's objects, by a name that the peer is asked for on each
// connection. It belongs to the channel's thread. Its functions may run user code, which may do anything.
class Interest
{
public:
    explicit Interest(std::string name) : m_name(std::move(name)) { }
    virtual ~Interest() = default;
    Q_DISABLE_COPY_MOVE(Interest)

    [[nodiscard]] const std::string &name() const { return m_name; }
    // The peer has agreed, on the present connection.
    [[nodiscard]] bool isActive() const { return m_state == State::Active; }
    [[nodiscard]] bool hasEnded() const { return !m_owner; }

protected:
    virtual void accepted(bool again) = 0; // again: after a connection that was lost
    virtual void refused(const Error &error) = 0;
    virtual void lost() = 0; // what was accepted, with its connection
    [[nodiscard]] Interests *owner() const { return m_owner; }

private:
    friend class Interests;

    enum class State { Unanswered, Active, Refused }; // on the present connection

    const std::string m_name;
    Interests *m_owner = nullptr; // null once it has ended
    State m_state = State::Unanswered;
    bool m_wasActive = false;
};

// A property, or all of an object. Changes that came together are all stored before any is told.
class PropertyInterest : public Interest
{
public:
    static constexpr char beginMethod[] = "rpc.watch";
    static constexpr char endMethod[] = "rpc.unwatch";

    using Interest::Interest;

protected:
    // A new value of the property, whose name is that within its object. Runs no user code but a
    // constructor or setter of the value's type.
    virtual void stage(std::string_view property, const JsonValue &value) = 0;
    virtual void store() = 0; // what was staged; bindings are evaluated after all have stored
    virtual void tell() = 0; // of what was stored

private:
    friend class Interests;

    bool m_isStaged = false;
};

} // namespace WebSocketRpc
