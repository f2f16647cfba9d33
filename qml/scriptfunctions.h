// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

namespace WebSocketRpc {

// From now on the functions of QML objects are called as JavaScript calls them: what they throw is an
// error for the peer, and a promise that they return is waited for.
void installScriptCall();

} // namespace WebSocketRpc
