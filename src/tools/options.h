// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QLatin1StringView>
#include <QString>

#include <span>

enum CommandSet : unsigned {
    Call = 1,
    Notify = 2,
    Listen = 4,
    Bench = 8,
    Get = 16,
    Set = 32,
    Watch = 64,
    Model = 128,
    Describe = 256,
    Compare = 512,
    Generate = 1024,
    All = 2047,
};

struct Option
{
    QLatin1StringView shortName; // may be empty
    QLatin1StringView name;
    QLatin1StringView value; // the placeholder of its value; empty for a flag
    QLatin1StringView description; // lines
    unsigned commands; // a CommandSet
};

[[nodiscard]] std::span<const Option> allOptions();
