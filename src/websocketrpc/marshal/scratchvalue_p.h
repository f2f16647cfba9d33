// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmetatype.h>

#include <cstddef>

namespace WebSocketRpc {

// One value of a type known at run time, newly constructed and in place where it is small.
class ScratchValue
{
public:
    explicit ScratchValue(QMetaType type)
        : m_type(type)
        , m_data(fits(type) ? type.construct(m_storage) : type.create())
    {
    }
    ~ScratchValue()
    {
        if (m_data == m_storage)
            m_type.destruct(m_data);
        else
            m_type.destroy(m_data);
    }
    Q_DISABLE_COPY_MOVE(ScratchValue)

    [[nodiscard]] void *data() { return m_data; }

private:
    static constexpr qsizetype inlineSize = 64;

    static bool fits(QMetaType type)
    {
        return type.sizeOf() <= inlineSize
            && type.alignOf() <= qsizetype(alignof(std::max_align_t));
    }

    QMetaType m_type;
    alignas(std::max_align_t) std::byte m_storage[inlineSize];
    void *m_data;
};

} // namespace WebSocketRpc
