// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "encodedrequest_p.h"
#include "eventhook_p.h"
#include "sentstreams_p.h"

#include <websocketrpc/detail/resultpromise.h>
#include <websocketrpc/progress.h>

#include <QtCore/qlist.h>

#include <memory>
#include <vector>

namespace WebSocketRpc {

// A call made here that is not settled.
struct PendingCall
{
    // What few calls have. Its destructor is not inline, which keeps the code of all calls short.
    struct Extras
    {
        ~Extras();

        std::optional<EncodedRequest> repeatable = {}; // of an idempotent call, to be sent again
        Progress progress = {}; // the latest
        std::shared_ptr<const Codec> resultCodec = {}; // where the type does not tell it
        std::vector<WrittenStream> unsentStreams = {}; // among the arguments
        std::unique_ptr<SentStreams> streams = {}; // likewise, once they are sent
    };

    [[nodiscard]] Extras &neededExtras()
    {
        if (!extras)
            extras = std::make_unique<Extras>();
        return *extras;
    }

    qint64 id = 0; // on the wire; 0 marks a free place in the table
    quint64 ticket = 0; // names a call made in another thread, which has no id at first
    Detail::ResultPromise promise = {};
    Clock::time_point deadline = Clock::time_point::max();
    std::chrono::milliseconds timeout = {};
    bool sent = false; // on the present connection
    bool wasSent = false; // on this or an earlier one, so the peer may have run it
    bool wantsProgress = false; // and the peer knows, if it was sent
    std::unique_ptr<Extras> extras = {};
};

// The pending calls of one channel. An id is the place in a table of 2^n entries, modulo 2^n, so a
// look-up is one step; an id whose place is taken by an older call is skipped.
class PendingCalls
{
public:
    // The id of the first call, before there is any.
    void startFrom(qint64 id) { m_latestId = id - 1; }
    [[nodiscard]] qint64 latestId() const { return m_latestId; }

    [[nodiscard]] PendingCall &insert();
    [[nodiscard]] PendingCall *find(qint64 id);
    [[nodiscard]] PendingCall *findTicket(quint64 ticket);

    // Takes the call out; its promise is the caller's to settle.
    [[nodiscard]] Detail::ResultPromise take(PendingCall &call);

    void fail(const QList<qint64> &ids, const Error &error,
        const std::shared_ptr<const Detail::CallOrigin> &origin);

    // In what order calls and notifications are sent on the present connection.
    void noteNotification() { m_lastBeforeNotification = m_latestId; }
    void noteBatch(qint64 first, qint64 last) { m_latestBatch = {first, last}; }
    void forgetOrder();
    // The calls that the peer may mean by a message that it cannot read: all of them if they left in
    // one message, otherwise none.
    [[nodiscard]] QList<qint64> callsOfOnlyMessage();

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool isEmpty() const { return m_size == 0; }

    template<typename F>
    void forEach(F &&function)
    {
        for (PendingCall &call : m_table) {
            if (call.id)
                function(call);
        }
    }

private:
    [[nodiscard]] PendingCall &place(qint64 id) { return m_table[std::size_t(id) & m_mask]; }
    void grow();

    std::vector<PendingCall> m_table;
    std::size_t m_mask = 0;
    std::size_t m_size = 0;
    qint64 m_latestId = 0;
    qint64 m_lastBeforeNotification = 0; // the call that was the latest then
    std::pair<qint64, qint64> m_latestBatch; // its first and last call
};

} // namespace WebSocketRpc
