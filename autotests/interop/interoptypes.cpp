// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interoptypes.h"

#include <websocketrpc/registertype.h>

namespace Interop {

void registerTypes()
{
    WebSocketRpc::registerType<Color, Letters, Point, Shape, ProcessDetails, Caller,
        CallResponse>();
}

} // namespace Interop
