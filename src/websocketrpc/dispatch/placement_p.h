// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodtable_p.h"

namespace WebSocketRpc {

// The parameter that a member of `params` goes to; null if the method has none of that name.
[[nodiscard]] const Parameter *parameterNamed(const Method &method, std::string_view name);

// Whether the number or the names of the arguments are the method's. `params` is what came: an
// array, an object or nothing.
[[nodiscard]] bool accepts(const Method &method, const std::optional<JsonValue> &params);

// Runs function(parameter, value) for each argument of a message that the method accepts, in its
// order, until one returns false.
template<typename F>
void forEachArgument(const Method &method, const std::optional<JsonValue> &params, F &&function)
{
    if (!params)
        return;
    if (method.takesWholeParams) {
        function(method.parameters[method.wire.front()], *params);
        return;
    }
    if (params->isArray()) {
        const JsonArray values = params->toArray();
        auto index = method.wire.cbegin();
        for (const JsonValue value : values) {
            if (index == method.wire.cend()) {
                if (!method.takesMore)
                    return;
                --index;
            }
            if (!function(method.parameters[*index++], value))
                return;
        }
        return;
    }
    const JsonObject members = params->toObject();
    auto next = method.wire.cbegin();
    for (const auto &[name, value] : members) {
        const Parameter *parameter = nullptr;
        if (!method.takesNamesInOrder)
            parameter = parameterNamed(method, name);
        else if (next != method.wire.cend())
            parameter = &method.parameters[*next++];
        if (parameter && !function(*parameter, value))
            return;
    }
}

// Why the arguments cannot be placed. `method` has all parameters of its declaration; of those that
// travel `required` have no default.
[[nodiscard]] QString explainRefusal(
    const Method &method, std::size_t required, const std::optional<JsonValue> &params);

// As in "argument 'a'", or "argument 1" where it has no name.
[[nodiscard]] QString describeArgument(const Method &method, const Parameter &parameter);

// A name as the peer wrote it, which may be of any length, as it stands in a message.
[[nodiscard]] QString excerpt(std::string_view name);

} // namespace WebSocketRpc
