// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/callhandle.h>

#include "calltarget_p.h"

#include <websocketrpc/detail/mailbox.h>
#include <websocketrpc/error.h>

namespace WebSocketRpc::Detail {

void CallOrigin::tellOfFailure(const QByteArray &method, const Error &error) const
{
    mailbox->post([target = target, method, error] {
        if (const auto alive = target.lock())
            alive->callFailed(method, error);
    });
}

bool CallHandle::belongsToThisThread() const
{
    return m_origin && m_origin->mailbox->isCurrent();
}

void CallHandle::cancel() const
{
    if (m_origin && m_origin->cancel)
        m_origin->cancel();
    else
        tell(&CallTarget::cancelCall);
}

void CallHandle::requestProgress() const
{
    tell(&CallTarget::requestProgress);
}

void CallHandle::tell(void (CallTarget::*what)(quint64 call)) const
{
    if (!m_origin)
        return;
    const auto tellHere = [target = m_origin->target, what, call = m_call] {
        if (const auto alive = target.lock())
            ((*alive).*what)(call);
    };
    if (m_origin->mailbox->isCurrent())
        tellHere();
    else
        m_origin->mailbox->post(tellHere);
}

} // namespace WebSocketRpc::Detail
