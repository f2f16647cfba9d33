// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// This library at both ends; the server accepts any of the three clients.
Service serveRpc(const ServeOptions &options);

std::unique_ptr<Work> connectShared(const LoadOptions &options);
std::unique_ptr<Work> connectPlain(const LoadOptions &options); // one message per frame
std::unique_ptr<Work> connectFastApi(const LoadOptions &options);

} // namespace Benchmarks
