// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streambatch.h>

#include <functional>
#include <memory>

namespace WebSocketRpc::Detail {

// What a consumer sees of the one who reads for it.
class StreamReader
{
public:
    // Whether the rest of a batch is still wanted.
    [[nodiscard]] virtual bool goesOn() const = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    virtual void cancel() = 0;

protected:
    ~StreamReader() = default;
};

// What becomes of the values of a stream.
class WEBSOCKETRPC_EXPORT StreamConsumer
{
public:
    StreamConsumer() = default;
    virtual ~StreamConsumer();
    Q_DISABLE_COPY_MOVE(StreamConsumer)

    // Once before all others, in their thread; the reader may be gone later.
    virtual void start(const std::weak_ptr<StreamReader> &reader);
    virtual void consume(StreamBatch &values, const StreamReader &reader) = 0;
    virtual void finish(const std::exception_ptr &failure); // null at the end of the stream
    // The result of the reply.
    [[nodiscard]] virtual void *result();
};

// Calls a function with each value.
template<typename T, typename F>
class EachConsumer final : public StreamConsumer
{
public:
    template<typename G>
    explicit EachConsumer(G &&function) : m_function(std::forward<G>(function))
    {
    }

    void consume(StreamBatch &values, const StreamReader &reader) override
    {
        for (T &value : values.as<T>()) {
            if (!reader.goesOn())
                return;
            std::invoke(m_function, std::move(value));
        }
    }

private:
    F m_function;
};

// Calls a function with each list of values.
template<typename T, typename F>
class BatchConsumer final : public StreamConsumer
{
public:
    template<typename G>
    explicit BatchConsumer(G &&function) : m_function(std::forward<G>(function))
    {
    }

    void consume(StreamBatch &values, const StreamReader &) override
    {
        std::invoke(m_function, std::move(values.as<T>()));
    }

private:
    F m_function;
};

template<typename T>
class ListConsumer final : public StreamConsumer
{
public:
    void consume(StreamBatch &values, const StreamReader &) override
    {
        m_list.append(std::move(values.as<T>()));
    }
    void *result() override { return &m_list; }

private:
    QList<T> m_list;
};

} // namespace WebSocketRpc::Detail
