// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonvalue_p.h"

#include <websocketrpc/error.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace WebSocketRpc {

class Caller;

namespace Detail {
struct CallOrigin;
}

// Asks the peer to tell of a name, or to stop: rpc.subscribe, rpc.watch and their opposites.
class InterestRequests
{
public:
    using Answered = std::function<void(const std::optional<Error> &error)>;
    // Reads what properties are: {"thermostat": {"temperature": 20}}. Returns whether the value has that form.
    using ValuesReader = std::function<bool(const JsonValue &objects)>;

    InterestRequests(
        Caller &caller, std::shared_ptr<const Detail::CallOrigin> origin, ValuesReader readValues);

    // `answered` is not called if the channel is gone before.
    void send(const char *method, const std::string &name, Answered answered) const;

private:
    Caller &m_caller;
    const std::shared_ptr<const Detail::CallOrigin> m_origin;
    const ValuesReader m_readValues;
};

} // namespace WebSocketRpc
