// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>

namespace WebSocketRpc {

// A thread's one object of a type, for as long as somebody holds it. A thread that Qt did not start
// destroys its thread_local objects before its Qt objects, which may still ask; they get null.
template<typename T>
class RememberedObject
{
public:
    [[nodiscard]] static std::shared_ptr<T> ofCurrentThread()
    {
        return isOver ? nullptr : remembered.object.lock();
    }

    static void set(const std::shared_ptr<T> &object)
    {
        if (!isOver)
            remembered.object = object;
    }

private:
    struct Remembered
    {
        ~Remembered() { isOver = true; }

        std::weak_ptr<T> object;
    };

    static inline thread_local bool isOver = false; // has no destructor, so that it stays readable
    static inline thread_local Remembered remembered;
};

} // namespace WebSocketRpc
