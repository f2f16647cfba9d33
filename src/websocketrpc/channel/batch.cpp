// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/batch.h>

#include "logging_p.h"
#include "requestwriter_p.h"
#include "startcall_p.h"

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::Batch
    \inheaderfile websocketrpc/batch.h
    \inmodule WebSocketRpc
    \brief Several calls and notifications that travel as one message, a JSON-RPC 2.0 batch.

    The calls go out with send(), in the order in which they were made, and settle each by itself.
    They are made with CallInterface::call() and CallInterface::notify(), as those of a channel are.
    The peer may run them in any order and answers them in one message. A batch that is destroyed
    before it was sent fails its calls with Error::Kind::Cancelled.

    \snippet calls.cpp batch
*/

class BatchPrivate
{
public:
    explicit BatchPrivate(std::shared_ptr<const Detail::CallOrigin> channel)
        : channel(std::move(channel))
    {
    }

    ~BatchPrivate()
    {
        for (BatchEntry &entry : entries) {
            if (entry.promise && entry.promise->isPending())
                entry.promise->fail(Error(Error::Kind::Cancelled, u"the batch was not sent"_s));
        }
    }

    const std::shared_ptr<const Detail::CallOrigin> channel;
    std::vector<BatchEntry> entries;
};

/*! \internal */
Batch::Batch(std::shared_ptr<const Detail::CallOrigin> channel)
    : d(std::make_unique<BatchPrivate>(std::move(channel)))
{
}

/*! Takes over the calls of \a other. */
Batch::Batch(Batch &&other) noexcept = default;

/*! Takes over the calls of \a other, and drops its own unsent ones. */
Batch &Batch::operator=(Batch &&other) noexcept = default;

Batch::~Batch() = default;

/*! Returns the number of calls and notifications that were not sent yet. */
qsizetype Batch::size() const
{
    return qsizetype(d->entries.size());
}

/*! Sends what the batch holds and leaves it empty; an empty batch is not sent. */
void Batch::send()
{
    sendBatch(d->channel, std::exchange(d->entries, {}));
}

Detail::CallHandle Batch::startCall(
    const Detail::CallRequest &request, Detail::ResultPromise promise)
{
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded)) {
        promise.fail(*error);
        return {};
    }
    const quint64 ticket = newTicket();
    d->entries.push_back(
        {std::move(std::get<EncodedRequest>(encoded)), std::move(promise), ticket});
    return {d->channel, ticket};
}

void Batch::startNotification(const Detail::CallRequest &request)
{
    auto encoded = encode(request);
    if (const auto *error = std::get_if<Error>(&encoded))
        qCWarning(lcChannel) << "a notification is left out of a batch:" << error->message();
    else
        d->entries.push_back({std::move(std::get<EncodedRequest>(encoded)), std::nullopt, 0});
}

} // namespace WebSocketRpc
