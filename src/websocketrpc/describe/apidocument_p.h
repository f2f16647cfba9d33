// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "registry_p.h"

#include <websocketrpc/apiinfo.h>

#include <QtCore/qjsonobject.h>

#include <functional>

namespace WebSocketRpc {

// Decides, by its name on the wire, whether the one who asks may use a member. Runs user code.
using ApiFilter = std::function<bool(const QString &name)>;

// An OpenRPC 1.3 document (https://spec.open-rpc.org) of what can be called and followed. The page OpenRPC of the
// guide says what its members that begin with "x-" mean.
[[nodiscard]] QJsonObject apiDocument(
    const Registry &registry, const ApiInfo &info, const ApiFilter &isAllowed);

} // namespace WebSocketRpc
