// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "placement_p.h"
#include "registry_p.h"

namespace WebSocketRpc {

// Decides which candidate `params` means: first by the number or the names of the arguments, then by
// how well each argument fits. A candidate wins if it is at least as good as any other in every argument
// and better in one. If none wins, the error lists them.
[[nodiscard]] std::variant<const Candidate *, Error> chooseOverload(
    const std::vector<Candidate> &candidates, const std::optional<JsonValue> &params);

} // namespace WebSocketRpc
