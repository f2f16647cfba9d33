// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "modelchanges_p.h"

namespace WebSocketRpc {

// Adds what has happened later, so that `all` tells both. Of values that are not where they were any more it
// tells only that they have changed. If it becomes much, it is condensed.
void append(ModelChanges &all, const ModelChanges &later);

// Leaves it as it is while it is little. Of many steps remains, for each node, which rows have gone and which have
// come in one place, with what is between them as if it had gone and come as well; of many values, which rows have
// changed. Where that is too much, it is a reset.
void condense(ModelChanges &changes);

} // namespace WebSocketRpc
