// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "type.h"

namespace Api {

// Whether all values of `inner` are values of `outer`, where one of them at least is null, bool, a number, a string or
// an enum.
[[nodiscard]] bool scalarFits(const Type &inner, const Type &outer);

// Why they are not.
[[nodiscard]] QString scalarProblem(const Type &inner, const Type &outer);

} // namespace Api
