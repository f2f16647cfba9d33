// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "streamstate_p.h"

#include <websocketrpc/detail/callhandle.h>
#include <websocketrpc/detail/replystatebase.h>
#include <websocketrpc/detail/streamconsumer.h>

#include <QtCore/qpointer.h>

namespace WebSocketRpc::Detail {

// Reads a stream to its end for a consumer: in the thread of a context while the context lives, or in
// the thread where the values are made. It lives while it waits for values.
class StreamReading final : public StreamReader, public std::enable_shared_from_this<StreamReading>
{
public:
    StreamReading(std::shared_ptr<StreamState> stream, QObject *context,
        std::unique_ptr<StreamConsumer> consumer, ReplyStateBase *reply);
    ~StreamReading();
    Q_DISABLE_COPY_MOVE(StreamReading)

    [[nodiscard]] const std::shared_ptr<Mailbox> &place() const { return m_place; }
    void start();

    [[nodiscard]] bool goesOn() const override;
    void pause() override { m_isPaused = true; }
    void resume() override;
    void cancel() override;

private:
    [[nodiscard]] bool isInPlace(); // else it knows now where that is
    void deliver(StreamPortion portion);
    void take(StreamPortion &portion);
    void request();
    void finish(const std::exception_ptr &failure);

    const std::shared_ptr<StreamState> m_stream;
    const bool m_hasContext;
    QPointer<QObject> m_context;
    std::shared_ptr<Mailbox> m_place;
    QMetaObject::Connection m_contextDies;
    std::unique_ptr<StreamConsumer> m_consumer; // until it has finished
    ReplyStateBase::Pointer m_reply; // likewise; null if nobody asked for one
    bool m_isPaused = false;
    std::shared_ptr<StreamReading> m_pausing; // this, while it neither waits nor ends
};

} // namespace WebSocketRpc::Detail
