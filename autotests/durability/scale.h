// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

// Whether this is a run in full; else it is the short form.
inline bool isSoak()
{
    return qEnvironmentVariableIsSet("WEBSOCKETRPC_SOAK");
}

inline int scaled(int inFull, int inShort)
{
    return isSoak() ? inFull : inShort;
}
