// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamqueue.h>
#include <websocketrpc/error.h>
#include <websocketrpc/stream.h>

namespace WebSocketRpc {

template<typename T>
class StreamWriter : public Detail::StreamWriterBase
{
public:
    StreamWriter() : Detail::StreamWriterBase(Detail::streamTypeOf<T>()) { }

    [[nodiscard]] Stream<T> stream() const
    {
        Stream<T> stream;
        if (const auto known = StreamWriterBase::stream()) {
            stream.setState(known);
        } else {
            stream = Stream<T>(source());
            setStream(stream.state());
        }
        return stream;
    }

    [[nodiscard]] bool isFull() const { return Detail::StreamWriterBase::isFull(); }
    [[nodiscard]] bool isClosed() const { return Detail::StreamWriterBase::isClosed(); }
    void finish() const { Detail::StreamWriterBase::finish(); }
    void write(T value) const { queue().write(std::move(value)); }
    void fail(const Error &error) const { queue().finish(std::make_exception_ptr(error)); }

    template<typename F>
    void onRoom(QObject *context, F &&function) const
    {
        queue().onRoom(context, std::forward<F>(function));
    }
    template<typename F>
    void onClosed(QObject *context, F &&function) const
    {
        queue().onClosed(context, std::forward<F>(function));
    }
};

} // namespace WebSocketRpc
