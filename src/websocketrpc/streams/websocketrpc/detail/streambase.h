// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/replystatebase.h>
#include <websocketrpc/detail/streamconsumer.h>
#include <websocketrpc/detail/streamsource.h>

#include <QtCore/qobjectdefs.h>

#include <memory>

QT_FORWARD_DECLARE_CLASS(QObject)

namespace WebSocketRpc::Detail {

class StreamState;

// What a Stream<T> is whatever T is. The meta-object tells the type of a stream from other types.
class WEBSOCKETRPC_EXPORT StreamBase
{
    Q_GADGET

public:
    void cancel() const;
    void setReadAhead(const ReadAhead &readAhead) const;
    [[nodiscard]] ReadAhead readAhead() const;

    [[nodiscard]] const StreamType &type() const { return *m_type; }
    [[nodiscard]] const std::shared_ptr<StreamState> &state() const { return m_state; }
    void setState(std::shared_ptr<StreamState> state) { m_state = std::move(state); }

protected:
    explicit StreamBase(const StreamType &type) : m_type(&type) { }
    StreamBase(const StreamType &type, std::unique_ptr<StreamSource> source);

    // Gives all values to the consumer, in the thread of the context if there is one, and settles the
    // reply at the end.
    CallHandle read(
        QObject *context, std::unique_ptr<StreamConsumer> consumer, ReplyStateBase *reply) const;
    // Up to so many values, which `settle` puts into the reply; none at the end of the stream.
    CallHandle readNext(qsizetype most, ReplyStateBase *reply,
        void (*settle)(ReplyStateBase &reply, StreamBatch &values)) const;

private:
    const StreamType *m_type;
    std::shared_ptr<StreamState> m_state; // null for a stream that has nothing
};

} // namespace WebSocketRpc::Detail
