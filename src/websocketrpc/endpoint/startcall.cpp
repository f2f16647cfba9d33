// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "startcall_p.h"

#include "calltarget_p.h"
#include "requestwriter_p.h"

#include <websocketrpc/detail/declaredmethod.h>
#include <websocketrpc/detail/mailbox.h>

#include <atomic>

namespace WebSocketRpc {

namespace {

constexpr quint64 firstTicket = quint64(1) << 62;

template<typename F>
void inChannel(const Detail::CallOrigin &origin, F &&function)
{
    auto run = [target = origin.target, function = std::forward<F>(function)]() mutable {
        if (const auto alive = target.lock())
            function(*alive);
    };
    if (origin.mailbox->isCurrent())
        run();
    else
        origin.mailbox->post(std::move(run));
}

} // namespace

Detail::CallHandle startCall(const std::shared_ptr<const Detail::CallOrigin> &origin,
    const Detail::CallRequest &request, const CallOptions &options, Detail::ResultPromise promise)
{
    if (origin->mailbox->isCurrent()) {
        const auto target = origin->target.lock();
        if (!target)
            return {}; // the promise says so
        return {origin, target->startCall(*origin, request, options, std::move(promise))};
    }
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        promise.fail(*error, origin);
        return {};
    }
    const quint64 ticket = newTicket();
    inChannel(*origin,
        [origin, request = std::move(std::get<EncodedRequest>(encoded)), options,
            promise = std::move(promise), ticket](Detail::CallTarget &target) mutable {
            target.startCall(*origin, request, options, std::move(promise), ticket);
        });
    return {origin, ticket};
}

void startNotification(const std::shared_ptr<const Detail::CallOrigin> &origin,
    const Detail::CallRequest &request, const CallOptions &options)
{
    if (origin->mailbox->isCurrent()) {
        if (const auto target = origin->target.lock())
            target->startNotification(*origin, request, options);
        return;
    }
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded))
        return Detail::reportUnsent(*error);
    inChannel(*origin,
        [origin, request = std::move(std::get<EncodedRequest>(encoded)), options](
            Detail::CallTarget &target) { target.startNotification(*origin, request, options); });
}

void sendBatch(
    const std::shared_ptr<const Detail::CallOrigin> &origin, std::vector<BatchEntry> entries)
{
    inChannel(*origin, [entries = std::move(entries)](Detail::CallTarget &target) mutable {
        target.sendBatch(std::move(entries));
    });
}

quint64 newTicket()
{
    static std::atomic<quint64> latest = firstTicket;
    return ++latest;
}

bool isTicket(quint64 call)
{
    return call >= firstTicket;
}

} // namespace WebSocketRpc
