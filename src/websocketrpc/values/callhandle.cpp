// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/callhandle.h>

#include <websocketrpc/error.h>
#include <websocketrpc/mailbox.h>

namespace WebSocketRpc {

void CallOrigin::tellOfFailure(const QByteArray &method, const Error &error) const
{
    mailbox->post([channel = canceller, method, error] {
        if (const auto alive = channel.lock())
            alive->callFailed(method, error);
    });
}

bool CallHandle::belongsToThisThread() const
{
    return m_origin && m_origin->mailbox->isCurrent();
}

void CallHandle::cancel() const
{
    if (!m_origin)
        return;
    const auto cancelHere = [canceller = m_origin->canceller, call = m_call] {
        if (const auto alive = canceller.lock())
            alive->cancelCall(call);
    };
    if (m_origin->mailbox->isCurrent())
        cancelHere();
    else
        m_origin->mailbox->post(cancelHere);
}

} // namespace WebSocketRpc
