// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

namespace WebSocketRpc {

// What one message needs and the next can use again, because it keeps its buffers. The sessions of a
// thread share it, so that an idle connection has nothing of the kind.
template<typename T>
class Pool
{
public:
    // Exists for as long as somebody holds it.
    [[nodiscard]] static std::shared_ptr<Pool> ofCurrentThread()
    {
        thread_local std::weak_ptr<Pool> present;
        std::shared_ptr<Pool> pool = present.lock();
        if (!pool)
            present = pool = std::make_shared<Pool>();
        return pool;
    }

    [[nodiscard]] std::shared_ptr<T> take()
    {
        if (m_spares.empty())
            return std::make_shared<T>();
        std::shared_ptr<T> spare = std::move(m_spares.back());
        m_spares.pop_back();
        return spare;
    }

    // Does not keep what is in use elsewhere as well.
    void giveBack(std::shared_ptr<T> object)
    {
        if (object.use_count() != 1 || m_spares.size() == mostSpares)
            return;
        object->shrink();
        m_spares.push_back(std::move(object));
    }

private:
    static constexpr std::size_t mostSpares = 2; // more are needed only when user code nests

    std::vector<std::shared_ptr<T>> m_spares;
};

} // namespace WebSocketRpc
