// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "messageformat_p.h"
#include "transport_p.h"

#include <websocketrpc/apiinfo.h>
#include <websocketrpc/callcontext.h>
#include <websocketrpc/calloptions.h>
#include <websocketrpc/limits.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace WebSocketRpc {

struct Counters;

// Says why a call must not be made, or nothing.
using Authorizer = std::function<std::optional<Error>(const CallContext &)>;

struct EndpointSettings
{
    void count(std::atomic<quint64> Counters::*counter) const;
    void countRefusal(const Error &refusal) const; // of a message

    Limits limits = {};
    CallOptions callOptions = {.timeout = std::chrono::seconds(60)};
    bool revealsExceptions = false;
    bool lenient = false; // towards messages that are nearly JSON-RPC 2.0
    const MessageFormat *format = &jsonRpc2();
    Transport::Format frameFormat = Transport::Format::Text; // of what is not an answer
    Authorizer authorizer = {};
    std::shared_ptr<const ApiInfo> apiInfo = {}; // null: the peer is not told what it may use
    std::shared_ptr<Counters> counters = {}; // of the server, if there is one
    bool draining = false; // running calls are answered, no others started
};

} // namespace WebSocketRpc
