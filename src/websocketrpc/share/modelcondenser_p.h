// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"

namespace WebSocketRpc {

// Adds later changes, so that `all` has both. Values whose rows have moved since are replaced by the note that they
// have changed. If `all` grows large, it is condensed.
void append(ModelChanges &all, const ModelChanges &later);

// Changes nothing if there are few changes. Many steps become one removal and one insertion for each node, which
// cover all rows between the first and the last step. Many values become the ranges of their rows. If that is still
// too much, the changes become a reset.
void condense(ModelChanges &changes);

} // namespace WebSocketRpc
