// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "document.h"

namespace Api {

struct Change
{
    QString name; // of a method, signal, property or model
    QString text; // what has changed
    bool breaks = false; // those who use it as the old document says
};

// By kind and name, those that break something first of each name.
[[nodiscard]] std::vector<Change> changes(const Document &before, const Document &after);

} // namespace Api
