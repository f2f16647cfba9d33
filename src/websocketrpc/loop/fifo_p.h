// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace WebSocketRpc {

// A queue that is emptied again and again. Unlike std::deque, it allocates nothing before its first use,
// and it frees the memory that an unusual number of items took.
template<typename T>
class Fifo
{
public:
    [[nodiscard]] bool isEmpty() const { return m_items.begin() + m_first == m_items.end(); }
    template<typename Item>
    void append(Item &&item)
    {
        m_items.emplace_back(std::forward<Item>(item));
    }

    [[nodiscard]] T &first() { return m_items[m_first]; } // until the next append()
    void removeFirst()
    {
        ++m_first;
        if (isEmpty())
            clear();
    }

    void clear()
    {
        m_first = 0;
        m_items.clear();
        if (m_items.capacity() > usualCapacity)
            m_items.shrink_to_fit();
    }

private:
    static constexpr std::size_t usualCapacity = 1024;

    std::vector<T> m_items; // those before m_first are removed
    std::ptrdiff_t m_first = 0;
};

} // namespace WebSocketRpc
