// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamsource.h>

#include <QtCore/qlist.h>

#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>

namespace WebSocketRpc::Detail {

template<typename T, typename R>
concept RangeOf = std::is_constructible_v<T, decltype(*std::begin(std::declval<R &>()))>;

template<typename T, typename R>
class RangeSource final : public StreamSource
{
public:
    explicit RangeSource(R &&range) : m_range(std::move(range)) { }

    Made make(void *list, StreamQuota &quota) override
    {
        while (m_next != m_end) {
            static_cast<QList<T> *>(list)->append(T(*m_next));
            ++m_next;
            if (quota.isUsedUpByOneMore())
                return Made::Some;
        }
        return Made::End;
    }

private:
    R m_range;
    decltype(std::begin(std::declval<R &>())) m_next = std::begin(m_range);
    const decltype(std::end(std::declval<R &>())) m_end = std::end(m_range);
};

template<typename T, typename F>
class FunctionSource final : public StreamSource
{
public:
    template<typename G>
    explicit FunctionSource(G &&function) : m_function(std::forward<G>(function))
    {
    }

    Made make(void *list, StreamQuota &quota) override
    {
        while (std::optional<T> value = m_function()) {
            static_cast<QList<T> *>(list)->append(*std::move(value));
            if (quota.isUsedUpByOneMore())
                return Made::Some;
        }
        return Made::End;
    }

private:
    F m_function;
};

} // namespace WebSocketRpc::Detail
