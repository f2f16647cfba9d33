// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"

enum ExitStatus { Success = 0, RemoteFailure = 1, WrongUsage = 2, NoConnection = 3, TimedOut = 4 };

// Each runs an event loop until it is done, and returns the exit status of the program.
int runBench(const CommandLine &line);
int runCall(const CommandLine &line);
int runNotify(const CommandLine &line);
