// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "socketoutput_p.h"

#include <optional>

namespace WebSocketRpc {

// Answers the pings of a peer. Of many that are read together it answers the first ones, which are all that
// an honest peer sends, and the last one (RFC 6455, 5.5.3). While the peer does not read the pongs, it
// answers only the latest ping; those that it owes count against the peer.
class Pongs
{
public:
    class Owner
    {
    public:
        virtual void pongsWait() = 0; // too many, since the peer does not read them

    protected:
        ~Owner() = default;
    };

    // `context` owns this.
    Pongs(Owner *owner, QObject *context, SocketOutput &output)
        : m_owner(owner)
        , m_context(context)
        , m_output(output)
    {
    }

    void answer(QByteArrayView ping);
    void endOfPortion() // of the pings that were read together
    {
        if (m_read > 0)
            answerLatest();
    }
    void stop() { m_waiting.reset(); }

    [[nodiscard]] qint64 owed() const { return m_owed; } // bytes

private:
    void answerLatest();
    void write(QByteArrayView ping);
    void answerWaiting();
    void awaitWriting();

    Owner *const m_owner;
    QObject *const m_context;
    SocketOutput &m_output;
    std::optional<QByteArray> m_waiting; // what the ping carries that waits for its pong
    QByteArray m_latest; // what the latest ping carries that was read and left
    qint64 m_owed = 0; // in pongs to the one that waits and to those before it that waited
    qint64 m_endOfPong = 0; // that was written last, among the bytes of all frames
    int m_read = 0; // pings, together
    bool m_awaitsWriting = false;
};

} // namespace WebSocketRpc
