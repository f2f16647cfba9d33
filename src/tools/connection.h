// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commands.h"

#include <websocketrpc/client.h>

#include <memory>

// A client for one connection as the command line describes it, not yet opened.
[[nodiscard]] std::unique_ptr<WebSocketRpc::Client> makeClient(const CommandLine &line);

// Prints the error and ends the event loop with the status that stands for it.
void exitWith(const WebSocketRpc::Error &error);
