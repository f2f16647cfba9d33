// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <atomic>
#include <cstddef>

// Counts calls of operator new in this program; allocationcounter.cpp replaces it.
class AllocationCounter
{
public:
    AllocationCounter() : m_start(s_total) { }

    [[nodiscard]] std::size_t count() const { return s_total - m_start; }

    static std::atomic<std::size_t> s_total;

private:
    std::size_t m_start;
};
