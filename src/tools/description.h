// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "styledtext.h"

#include <optional>

// A line for each method, signal, property and model, in columns.
[[nodiscard]] QByteArray description(const Api::Document &document, Style style);

// All about those of that name; nothing if there is none.
[[nodiscard]] std::optional<QByteArray> description(
    const Api::Document &document, const QString &name, Style style);
