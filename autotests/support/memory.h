// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "sanitized.h"

#include <QDir>

#if defined(TESTSUPPORT_SANITIZED) && defined(__GNUC__)
#include <atomic>

// As in <sanitizer/allocator_interface.h>, which GCC's packages may lack.
extern "C" {
std::size_t __sanitizer_get_current_allocated_bytes();
std::size_t __sanitizer_get_allocated_size(const volatile void *block);
int __sanitizer_get_ownership(const volatile void *block);
int __sanitizer_install_malloc_and_free_hooks(
    void (*allocated)(const volatile void *, std::size_t), void (*freed)(const volatile void *));
}

// A sanitizer replaces malloc(), and its own figure includes what was freed but not reused. So this
// counts the blocks themselves, beginning with the first question.
class SanitizedMemory
{
public:
    [[nodiscard]] static qint64 inUse()
    {
        static const bool isCounting = [] {
            bytes = qint64(__sanitizer_get_current_allocated_bytes());
            return __sanitizer_install_malloc_and_free_hooks(allocated, freed) != 0;
        }();
        return isCounting ? bytes.load(std::memory_order_relaxed) : 0;
    }

private:
    static void allocated(const volatile void *, std::size_t size)
    {
        bytes.fetch_add(qint64(size), std::memory_order_relaxed);
    }
    static void freed(const volatile void *block)
    {
        if (__sanitizer_get_ownership(block)) // else the sanitizer is about to complain
            bytes.fetch_sub(
                qint64(__sanitizer_get_allocated_size(block)), std::memory_order_relaxed);
    }

    static inline std::atomic<qint64> bytes = 0;
};
#elif defined(__GLIBC__)
#include <malloc.h>
#endif

// What the program uses at a moment; 0 if the system does not say.
struct Usage
{
    qint64 bytes = 0; // allocated and not freed
    qsizetype files = 0; // open, sockets included

    static Usage now()
    {
        Usage usage;
#if defined(TESTSUPPORT_SANITIZED) && defined(__GNUC__)
        usage.bytes = SanitizedMemory::inUse();
#elif defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
        const auto info = mallinfo2();
        usage.bytes = qint64(info.uordblks + info.hblkhd); // hblkhd: large blocks, which are mapped
#endif
        usage.files = QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::NoDotAndDotDot).size();
        return usage;
    }
};
