// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/replystatebase.h>
#include <websocketrpc/detail/streamconsumer.h>
#include <websocketrpc/detail/streamhandle.h>
#include <websocketrpc/detail/streamsource.h>

#include <memory>

QT_FORWARD_DECLARE_CLASS(QObject)

namespace WebSocketRpc::Detail {

// What a Stream<T> is whatever T is.
class WEBSOCKETRPC_EXPORT StreamBase : public StreamHandle
{
public:
    void cancel() const;
    void setReadAhead(const ReadAhead &readAhead) const;
    [[nodiscard]] ReadAhead readAhead() const;

protected:
    using StreamHandle::StreamHandle;
    StreamBase(const StreamType &type, std::unique_ptr<StreamSource> source);

    // Gives all values to the consumer, in the thread of the context if there is one, and settles the
    // reply at the end.
    CallHandle read(
        QObject *context, std::unique_ptr<StreamConsumer> consumer, ReplyStateBase *reply) const;
    // Up to so many values, which `settle` puts into the reply; none at the end of the stream.
    CallHandle readNext(qsizetype most, ReplyStateBase *reply,
        void (*settle)(ReplyStateBase &reply, StreamBatch &values)) const;
};

} // namespace WebSocketRpc::Detail
