// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "options.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr Command commands[] = {
    {"call"_L1, Call, "URL METHOD [ARGUMENT...]"_L1,
        "Call a method and print its result as JSON"_L1,
        "Calls the method METHOD of the peer at URL and prints its result as JSON.\n"
        "\n"
        "Arguments are given all by name or all by position:\n"
        "  name=value    what is valid JSON is sent as such, anything else as a string\n"
        "  name:=JSON    JSON and nothing else\n"
        "  name=@FILE    the text in FILE, as a string\n"
        "  name:=@FILE   the JSON in FILE\n"
        "  value, :=JSON, @FILE, :=@FILE\n"
        "                the same by position\n"
        "  -             nothing else: all of them, as JSON, from the standard input\n"
        "The FILE - is the standard input. A string that looks like one of these is written\n"
        "as JSON, '\"a=b\"'. After -- an argument may begin with a dash."_L1,
        runCall},
    {"notify"_L1, Notify, "URL METHOD [ARGUMENT...]"_L1, "Send a notification"_L1,
        "Sends the notification METHOD to the peer at URL, and ends when the peer has had it.\n"
        "Arguments are written as those of a call, see 'wsrpc help call'."_L1,
        runNotify},
    {"listen"_L1, Listen, "URL [NAME...]"_L1, "Print the notifications that the peer sends"_L1,
        "Prints the notifications that the peer at URL sends, one line of JSON each: all, or "
        "those\n"
        "with one of the names. A peer that sends only on request is asked with --login."_L1,
        runListen},
    {"bench"_L1, Bench, "URL METHOD [ARGUMENT...]"_L1,
        "Call over and over and print how long it takes"_L1,
        "Calls the method METHOD of the peer at URL over and over, and prints how many calls\n"
        "there were in a second and how long they took.\n"
        "Arguments are written as those of a call, see 'wsrpc help call'."_L1,
        runBench},
};

} // namespace

std::span<const Command> allCommands()
{
    return commands;
}

const Command *findCommand(const QString &name)
{
    const auto isIt = [&name](const Command &command) { return command.name == name; };
    const auto *found = std::ranges::find_if(commands, isIt);
    return found == std::end(commands) ? nullptr : found;
}
