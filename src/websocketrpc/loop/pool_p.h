// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rememberedobject_p.h"

#include <array>
#include <memory>

namespace WebSocketRpc {

// What one message needs and the next can use again, because it keeps its buffers. The sessions of a
// thread share it, so that an idle connection has nothing of the kind. More than a few spares are
// needed only when user code nests.
template<typename Pointer, std::size_t spares = 2>
class Pool
{
public:
    // Exists for as long as somebody holds it.
    [[nodiscard]] static std::shared_ptr<Pool> ofCurrentThread()
    {
        std::shared_ptr<Pool> pool = RememberedObject<Pool>::ofCurrentThread();
        if (!pool) {
            pool = std::make_shared<Pool>();
            RememberedObject<Pool>::set(pool);
        }
        return pool;
    }

    [[nodiscard]] Pointer take()
    {
        return m_size > 0 ? std::move(m_spares[--m_size])
                          : Pointer(new typename Pointer::element_type);
    }

    // Nobody else may use the object any more.
    void giveBack(Pointer &&object)
    {
        if (m_size == m_spares.size())
            return object.reset();
        object->shrink();
        m_spares[m_size++] = std::move(object);
    }

private:
    std::array<Pointer, spares> m_spares;
    std::size_t m_size = 0;
};

} // namespace WebSocketRpc
