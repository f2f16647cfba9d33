// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "api/document.h"
#include "generate/output.h"

namespace Generator {

// A client in TypeScript: the class, which is called as Options::className says, in a file of its own, and beside it
// websocketrpc.ts, which is the same for all clients. So what is reviewed when a document has changed is short, and
// two clients in one program have it once.
[[nodiscard]] Output typeScriptClient(const Api::Document &document, const Options &options);

} // namespace Generator
