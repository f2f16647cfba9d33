// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "interest_p.h"
#include "message_p.h"
#include "registry_p.h"
#include "transport_p.h"

#include <functional>

namespace WebSocketRpc {

class Callee;

// A signal of the peer's, and the function that is called with it.
class SignalInterest final : public Interest
{
public:
    static constexpr char beginMethod[] = "rpc.subscribe";
    static constexpr char endMethod[] = "rpc.unsubscribe";

    // `exposure` is a handler of that name.
    explicit SignalInterest(std::shared_ptr<const Exposure> exposure);

    enum class Moment { Active, Resumed, Refused };
    using Listener = std::function<void(const Error &error)>;
    // Tells of a moment that has come already at once, unless it has passed.
    void addListener(Moment moment, const Listener &listener);
    void end();

private:
    friend class Interests;

    void accepted(bool again) override;
    void refused(const Error &error) override;
    void lost() override { }
    // False where nobody is left to call.
    [[nodiscard]] bool receive(Callee &callee, const Message &message, Transport::Format format);
    void tell(Moment moment, const Error &error = Error());

    const std::vector<Candidate> m_handler;
    std::vector<std::pair<Moment, Listener>> m_listeners;
    std::optional<Error> m_refusal; // by the peer, on the present connection
};

} // namespace WebSocketRpc
