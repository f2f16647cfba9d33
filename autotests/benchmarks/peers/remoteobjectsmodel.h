// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

namespace Benchmarks {

// QtRemoteObjects over TCP, with its replica of a model.
Service serveRemoteObjectsModel(const ServeOptions &options);

std::unique_ptr<Work> connectRemoteObjectsModel(const LoadOptions &options);

} // namespace Benchmarks
