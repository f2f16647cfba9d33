// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "commandline.h"

#include <QLatin1StringView>

#include <span>

struct Command
{
    QLatin1StringView name;
    unsigned option; // its flag in a CommandSet
    QLatin1StringView words; // after the name
    QLatin1StringView summary;
    QLatin1StringView description; // lines
    int (*run)(const CommandLine &line); // returns the exit status of the program
};

[[nodiscard]] std::span<const Command> allCommands();
[[nodiscard]] const Command *findCommand(const QString &name); // or nullptr

int runBench(const CommandLine &line);
int runCompare(const CommandLine &line);
int runDescribe(const CommandLine &line);
int runCall(const CommandLine &line);
int runGenerate(const CommandLine &line);
int runGet(const CommandLine &line);
int runListen(const CommandLine &line);
int runModel(const CommandLine &line);
int runNotify(const CommandLine &line);
int runSet(const CommandLine &line);
int runWatch(const CommandLine &line);
