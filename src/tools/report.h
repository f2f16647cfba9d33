// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

enum ExitStatus { Success = 0, RemoteFailure = 1, WrongUsage = 2, NoConnection = 3, TimedOut = 4 };

[[nodiscard]] ExitStatus statusOf(WebSocketRpc::Error::Kind kind);

// All of these write to the standard error output, as text or each as one line of JSON.
void reportAsJson();
void report(const WebSocketRpc::Error &error, ExitStatus status);
void reportUsage(const QString &problem);
void reportWarning(const QString &problem);

// Has the same done to warnings of the libraries, and shows what else they log only if asked to.
void reportLog(bool verbose);

// A line that only a verbose program writes.
void reportDetail(const QString &text);
