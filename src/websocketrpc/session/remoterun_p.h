// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "invocation_p.h"

#include <websocketrpc/mailbox.h>

namespace WebSocketRpc {

class Session;

// An answer that is JSON already: it was written in the thread where the method ran.
struct EncodedAnswer
{
    QByteArray json;
    QByteArray typeName;
};

using RemoteOutcome = std::variant<EncodedAnswer, Error, std::unique_ptr<PendingAnswer>>;

// One call of an object that lives in another thread: runs there and sends home what came of it. If
// it never runs, because that thread has ended, it sends home an error.
class RemoteRun
{
public:
    struct Home
    {
        std::weak_ptr<Session> session;
        std::shared_ptr<Mailbox> mailbox;
        quint64 run = 0;
    };

    static void start(std::unique_ptr<Invocation> invocation,
        const std::optional<CallContext> &context, bool revealsExceptions, Home home);

    RemoteRun(std::unique_ptr<Invocation> invocation, const std::optional<CallContext> &context,
        bool revealsExceptions, Home home);
    ~RemoteRun();
    Q_DISABLE_COPY_MOVE(RemoteRun)

private:
    void run();
    void sendHome(RemoteOutcome outcome);

    const std::unique_ptr<Invocation> m_invocation;
    const std::optional<CallContext> m_context;
    const bool m_revealsExceptions;
    const Home m_home;
    bool m_done = false;
};

} // namespace WebSocketRpc
