// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "changes.h"

namespace Api {

// What has changed in a method of two documents.
[[nodiscard]] std::vector<Change> methodChanges(
    const Document &before, const Method &old, const Document &after, const Method &now);

// The parameters of a signal are results: whoever listens gets them. There may be more of them than before.
[[nodiscard]] std::vector<Change> signalChanges(
    const Document &before, const Signal &old, const Document &after, const Signal &now);

} // namespace Api
