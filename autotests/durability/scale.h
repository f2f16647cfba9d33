// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

// How large a test is: in full for a soak run, else in a short form.
inline int scaled(int inFull, int inShort)
{
    return qEnvironmentVariableIsSet("WEBSOCKETRPC_SOAK") ? inFull : inShort;
}
