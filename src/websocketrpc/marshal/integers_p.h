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
    using simdjson::dom::element_type;
    if (in.is_int64())
        return inRange<T>(in.get_int64().value_unsafe());
    switch (in.type()) {
    case element_type::UINT64:
        return inRange<T>(in.get_uint64().value_unsafe());
    case element_type::DOUBLE:
        return integral<T>(in.get_double().value_unsafe());
    default:
        return {};
    }
}

} // namespace WebSocketRpc
