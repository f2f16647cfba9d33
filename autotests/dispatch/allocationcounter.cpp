// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "allocationcounter.h"

#include <cstdlib>
#include <new>

std::atomic<std::size_t> AllocationCounter::s_total = 0;

void *operator new(std::size_t size)
{
    ++AllocationCounter::s_total;
    void *const memory = std::malloc(size);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void *operator new(std::size_t size, const std::nothrow_t &) noexcept
{
    ++AllocationCounter::s_total;
    return std::malloc(size);
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}
