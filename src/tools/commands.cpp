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
        "Pass all arguments by name or all by position:\n"
        "  name=value    valid JSON is sent as JSON, anything else as a string\n"
        "  name:=JSON    JSON only\n"
        "  name=@FILE    the text in FILE, as a string\n"
        "  name:=@FILE   the JSON in FILE\n"
        "  value, :=JSON, @FILE, :=@FILE\n"
        "                the same by position\n"
        "  -             on its own: all of them, as JSON, from the standard input\n"
        "The FILE - is the standard input. A string that looks like one of these is written\n"
        "as JSON, '\"a=b\"'. After -- an argument may begin with a dash.\n"
        "\n"
        "A terminal shows the progress of the call. Ctrl-C cancels it at the peer. Of a stream\n"
        "each value is printed on a line of its own, as it comes."_L1,
        runCall},
    {"notify"_L1, Notify, "URL METHOD [ARGUMENT...]"_L1, "Send a notification"_L1,
        "Sends the notification METHOD to the peer at URL, and ends when it was delivered.\n"
        "Write the arguments as for a call, see 'wsrpc help call'."_L1,
        runNotify},
    {"listen"_L1, Listen, "URL [NAME...]"_L1, "Print the notifications that the peer sends"_L1,
        "Prints the notifications that the peer at URL sends, one line of JSON each: all, or\n"
        "only those with one of the names. If the peer sends only on request, make the request\n"
        "with --login."_L1,
        runListen},
    {"bench"_L1, Bench, "URL METHOD [ARGUMENT...]"_L1,
        "Call over and over and print how long it takes"_L1,
        "Calls the method METHOD of the peer at URL over and over, and prints the calls\n"
        "per second and how long they took.\n"
        "Write the arguments as for a call, see 'wsrpc help call'."_L1,
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
