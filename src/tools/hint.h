// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "report.h"

#include <QString>

namespace WebSocketRpc {
class Client;
}

// Whether what a peer offers may say what is wrong with the call that has failed so.
[[nodiscard]] bool mayBeExplained(const WebSocketRpc::Error &error);

// Asks the peer what it offers, says what that has to do with the call, if it has, and ends the event loop.
void explainAndExit(WebSocketRpc::Client &client, const QString &method, ExitStatus status);
