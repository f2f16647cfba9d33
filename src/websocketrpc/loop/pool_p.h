// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rememberedobject_p.h"

#include <array>
#include <memory>

namespace WebSocketRpc {

// Objects that one message needs and the next reuses with their buffers. The endpoints of a thread share
// a pool, so an idle connection keeps no buffers. More than a few spares are needed only if user code
// nests.
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

    // The caller must not use the object afterwards.
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
