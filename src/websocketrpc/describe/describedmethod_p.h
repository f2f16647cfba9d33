// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "registry_p.h"

#include <QtCore/qjsonobject.h>

namespace WebSocketRpc {

class Schemas;

// The Method Object of OpenRPC for what can be called by one name: a method, or several that are overloaded.
[[nodiscard]] QJsonObject describedMethod(const std::vector<Candidate> &ways, Schemas &schemas);

} // namespace WebSocketRpc
