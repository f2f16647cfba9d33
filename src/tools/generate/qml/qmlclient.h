// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"
#include "generate/output.h"

namespace Generator::Qml {

// A QML type for what the document tells, in one file. It needs the module WebSocketRpc.
[[nodiscard]] Output writeClient(const Api::Document &document, const Options &options);

} // namespace Generator::Qml
