// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "rememberedobject_p.h"
#include "timer_p.h"

#include <algorithm>
#include <array>
#include <memory>

namespace WebSocketRpc {

// The C library's heap keeps smaller buffers for the next message by itself.
inline constexpr std::size_t largeBuffer = 1024 * 1024;

// Objects that one message needs and the next reuses with their buffers. The endpoints of a thread share
// a pool, so an idle connection keeps no buffers. More than a few spares are needed only if user code
// nests.
//
// Objects that say whether they are large, with isLarge(), may stay so for a second: the system clears
// fresh memory, which takes longer than all else that is done with a large message, and one often
// follows another. A pool keeps one large object at most; the others are shrunk at once.
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

    static constexpr auto largeTime = std::chrono::seconds(1);

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
        if (!staysLarge(*object)) [[likely]]
            object->shrink();
        m_spares[m_size++] = std::move(object);
    }

private:
    using Object = typename Pointer::element_type;

    [[nodiscard]] bool staysLarge(Object &object)
    {
        if constexpr (requires { object.isLarge(); }) {
            if (object.isLarge()) [[unlikely]]
                return keepLarge(object);
        }
        return false;
    }

    // Out of the way of the usual objects.
    Q_NEVER_INLINE bool keepLarge(Object &object)
    {
        const auto end = m_spares.begin() + m_size;
        if (std::any_of(m_spares.begin(), end, [](const auto &spare) { return spare->isLarge(); }))
            return false;
        object.clear();
        if (!m_largeTimer) {
            m_largeTimer = std::make_unique<Timer>([this] { shrinkAll(); });
            m_largeTimer->start(largeTime);
        }
        return true;
    }

    void shrinkAll()
    {
        m_largeTimer.reset();
        std::for_each_n(m_spares.begin(), m_size, [](const auto &spare) { spare->shrink(); });
    }

    std::array<Pointer, spares> m_spares;
    std::size_t m_size = 0;
    std::unique_ptr<Timer> m_largeTimer; // while an object may stay large
};

} // namespace WebSocketRpc
