// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "methodtable_p.h"

#include <QtCore/qvarlengtharray.h>

namespace WebSocketRpc {

struct PlacedArgument
{
    const Parameter *parameter;
    JsonValue value;
};

// The arguments of a message, in its order, and the parameters they go to.
using Placement = QVarLengthArray<PlacedArgument, 12>;

// Nothing where the number or the names of the arguments are not the method's. `params` is what
// came: an array, an object or nothing.
[[nodiscard]] std::optional<Placement> place(
    const Method &method, const std::optional<JsonValue> &params);

// Why the arguments cannot be placed. `method` has all parameters of its declaration; of those that
// travel `required` have no default.
[[nodiscard]] QString explainRefusal(
    const Method &method, std::size_t required, const std::optional<JsonValue> &params);

// As in "argument 'a'", or "argument 1" where it has no name.
[[nodiscard]] QString describeArgument(const Method &method, const Parameter &parameter);

// A name as the peer wrote it, which may be of any length, as it stands in a message.
[[nodiscard]] QString excerpt(std::string_view name);

} // namespace WebSocketRpc
