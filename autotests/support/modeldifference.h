// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QAbstractItemModel>

// What the replica of a model has otherwise than the model; empty where they are equal. All that the replica has
// not fetched yet is asked for, and is a difference until it has come. Rows go by their path, such as "2/0".
[[nodiscard]] QString modelDifference(
    const QAbstractItemModel &source, const QAbstractItemModel &replica, bool isWritable = true);
