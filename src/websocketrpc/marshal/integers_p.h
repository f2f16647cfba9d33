// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsonvalue_p.h"

#include <cmath>
#include <optional>
#include <utility>

namespace WebSocketRpc {

template<typename T>
std::optional<T> inRange(auto value)
{
    if (!std::in_range<T>(value))
        return {};
    return T(value);
}

// Beyond 2^53 a double stands for several integers, and it is not known which one was meant.
template<typename T>
std::optional<T> integral(double value)
{
    constexpr double safe = 9007199254740991.0;
    if (std::trunc(value) != value || std::abs(value) > safe)
        return {};
    return inRange<T>(qint64(value));
}

// The number as exactly this integer type, if it is one of its values.
template<typename T>
std::optional<T> toInteger(const JsonValue &in)
{
    if (in.isInteger())
        return inRange<T>(in.toInteger());
    switch (in.type()) {
    case JsonValue::Type::Unsigned:
        return inRange<T>(in.toUnsigned());
    case JsonValue::Type::Double:
        return integral<T>(in.toDouble());
    default:
        return {};
    }
}

} // namespace WebSocketRpc
