// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/streamwriter.h>

#include <QTest>

#include <numeric>

namespace WebSocketRpc {

// What exists of something that must go away.
struct Alive
{
    explicit Alive(int &count) : m_count(&count) { ++*m_count; }
    Alive(const Alive &other) : Alive(*other.m_count) { }
    Alive &operator=(const Alive &) = delete;
    ~Alive() { --*m_count; }

private:
    int *const m_count;
};

inline Stream<int> countTo(int end)
{
    for (int i = 1; i <= end; ++i)
        co_yield i;
}

inline Stream<int> countForEver(int &made, int &alive)
{
    const Alive variable(alive);
    for (;;)
        co_yield ++made;
}

inline Stream<int> failAfter(int end)
{
    for (int i = 1; i <= end; ++i)
        co_yield i;
    throw Error(7, QStringLiteral("no more"));
}

inline QList<int> numbersTo(int end)
{
    QList<int> numbers(end);
    std::iota(numbers.begin(), numbers.end(), 1);
    return numbers;
}

template<typename T>
bool settles(const Reply<T> &reply)
{
    return QTest::qWaitFor([&] { return reply.isFinished(); });
}

template<typename T>
Error errorOf(const Reply<T> &reply)
{
    if (!settles(reply))
        return Error(0, QStringLiteral("does not settle"));
    try {
        (void)reply.result();
    } catch (const Error &error) {
        return error;
    }
    return {};
}

} // namespace WebSocketRpc
