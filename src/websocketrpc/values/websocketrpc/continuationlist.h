// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace WebSocketRpc {

// Functions that take an Argument and run once, in the order in which they were given. Most lists
// stay empty or get one entry, so this is as small as a pointer.
template<typename Argument>
class ContinuationList
{
public:
    [[nodiscard]] bool isEmpty() const { return !m_first; }

    template<typename F>
    void append(F &&function)
    {
        std::unique_ptr<Entry> *last = &m_first;
        while (*last)
            last = &(*last)->next;
        *last = std::make_unique<FunctionEntry<std::decay_t<F>>>(std::forward<F>(function));
    }

    // Each function is gone before the next one runs.
    void run(const Argument &argument)
    {
        while (m_first) {
            m_first->run(argument);
            m_first = std::exchange(m_first->next, nullptr);
        }
    }

private:
    struct Entry
    {
        virtual ~Entry() = default;
        virtual void run(const Argument &argument) = 0;
        std::unique_ptr<Entry> next;
    };

    template<typename F>
    struct FunctionEntry final : Entry
    {
        explicit FunctionEntry(F &&f) : function(std::move(f)) { }
        explicit FunctionEntry(const F &f) : function(f) { }
        void run(const Argument &argument) override { function(argument); }
        F function;
    };

    std::unique_ptr<Entry> m_first;
};

} // namespace WebSocketRpc
