// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "callee_p.h"
#include "caller_p.h"

namespace WebSocketRpc {

// The notifications whose names begin with $/: what each of them does.
class ReservedMethods
{
public:
    ReservedMethods(Caller &caller, Callee &callee) : m_caller(caller), m_callee(callee) { }

    [[nodiscard]] static bool isReserved(const Message &message)
    {
        return message.method.starts_with('$') && message.id.isAbsent();
    }
    // One that is not known is ignored, as the Language Server Protocol allows.
    void receive(const Message &message);

private:
    struct Entry;
    static const Entry table[];

    void cancel(const Message &message);
    void progress(const Message &message);
    void requestProgress(const Message &message);

    Caller &m_caller;
    Callee &m_callee;
};

} // namespace WebSocketRpc
