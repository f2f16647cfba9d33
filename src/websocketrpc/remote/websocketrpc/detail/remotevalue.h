// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qmetatype.h>
#include <QtCore/qproperty.h>
#include <QtCore/qtypeinfo.h>

namespace WebSocketRpc::Detail {

// The value of a RemoteProperty. It outlives the property where one of its bindings destroys that.
class RemoteValue
{
public:
    RemoteValue() = default;
    virtual ~RemoteValue() = default;
    Q_DISABLE_COPY_MOVE(RemoteValue)

    [[nodiscard]] virtual QMetaType type() const = 0;
    [[nodiscard]] virtual bool isComparable() const = 0; // with isEqual()
    [[nodiscard]] virtual bool isEqual(const void *value) const = 0;
    virtual void assign(void *value) = 0; // which is moved from
};

template<typename T>
class RemoteValueOf final : public RemoteValue
{
public:
    [[nodiscard]] QMetaType type() const override { return QMetaType::fromType<T>(); }
    [[nodiscard]] bool isComparable() const override
    {
        return QTypeTraits::has_operator_equal_v<T>;
    }
    [[nodiscard]] bool isEqual([[maybe_unused]] const void *value) const override
    {
        if constexpr (QTypeTraits::has_operator_equal_v<T>)
            return property.valueBypassingBindings() == *static_cast<const T *>(value);
        else
            return false;
    }
    void assign(void *value) override { property.setValue(std::move(*static_cast<T *>(value))); }

    QProperty<T> property;
};

} // namespace WebSocketRpc::Detail
