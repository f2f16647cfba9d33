// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// QtRemoteObjects over TCP, with the source and the replica that repc makes; for `add`.
Service serveRemoteObjects(const ServeOptions &options);

std::unique_ptr<Work> connectRemoteObjects(const LoadOptions &options);

} // namespace Benchmarks
