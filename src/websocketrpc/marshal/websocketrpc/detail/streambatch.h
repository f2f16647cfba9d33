// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamtype.h>

#include <exception>

namespace WebSocketRpc::Detail {

// Values on their way: a QList<T> of a T known at run time.
class StreamBatch
{
public:
    explicit StreamBatch(const StreamType &type) : m_type(&type), m_list(type.create()) { }
    StreamBatch(StreamBatch &&other) noexcept
        : m_type(other.m_type)
        , m_list(std::exchange(other.m_list, nullptr))
    {
    }
    StreamBatch &operator=(StreamBatch &&other) noexcept
    {
        std::swap(m_type, other.m_type);
        std::swap(m_list, other.m_list);
        return *this;
    }
    ~StreamBatch()
    {
        if (m_list)
            m_type->destroy(m_list);
    }

    [[nodiscard]] const StreamType &type() const { return *m_type; }
    [[nodiscard]] void *list() { return m_list; }
    [[nodiscard]] qsizetype size() const { return m_type->size(m_list); }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] void *at(qsizetype index) { return m_type->at(m_list, index); }
    void moveTo(void *list, qsizetype count) { m_type->move(m_list, count, list); }

    template<typename T>
    [[nodiscard]] QList<T> &as()
    {
        return *static_cast<QList<T> *>(m_list);
    }

private:
    const StreamType *m_type;
    void *m_list; // null only after it was moved from
};

// What a request to a stream brings.
struct StreamPortion
{
    StreamBatch values;
    bool isLast = false;
    std::exception_ptr failure = {}; // that follows the values, which are the last ones then
};

} // namespace WebSocketRpc::Detail
