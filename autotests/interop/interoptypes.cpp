// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interoptypes.h"

#include <websocketrpc/registertype.h>
#include <websocketrpc/utilitymethods.h>

namespace Interop {

void registerTypes()
{
    WebSocketRpc::registerType<Color, Letters, Point, Shape, Caller,
        WebSocketRpc::ProcessDetails>();
}

} // namespace Interop
