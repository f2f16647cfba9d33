// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

// The size of a test: full for a soak run, otherwise small.
inline int scaled(int inFull, int inShort)
{
    return qEnvironmentVariableIsSet("WEBSOCKETRPC_SOAK") ? inFull : inShort;
}
