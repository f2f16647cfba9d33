// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "type.h"

namespace Api {

// The simplest type for what one of these takes: with null among them the others are optional, and with Any there is
// nothing else to say.
[[nodiscard]] TypePtr unionOf(const std::vector<TypePtr> &choices);

} // namespace Api
