// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

enum ExitStatus {
    Success = 0,
    RemoteFailure = 1,
    Incompatible = 1, // what a peer offers, to what it did before
    WrongUsage = 2,
    NoConnection = 3,
    TimedOut = 4,
    Interrupted = 130, // as a shell says of a program that Ctrl-C has ended
};

[[nodiscard]] ExitStatus statusOf(WebSocketRpc::Error::Kind kind);

// All of these write to the standard error output, as text or as one line of JSON each.
void reportAsJson();
void report(const WebSocketRpc::Error &error, ExitStatus status);
void reportUsage(const QString &problem);
void reportProblem(
    const QString &problem, ExitStatus status); // neither of the peer nor of the usage
void reportHint(const QString &hint);
void reportWarning(const QString &problem);

// Reports warnings of the libraries in the same way, and shows other log messages only if asked to.
void reportLog(bool verbose);

// Writes a line with --verbose only.
void reportDetail(const QString &text);
