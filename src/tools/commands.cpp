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
    {"get"_L1, Get, "URL NAME"_L1, "Print the value of a property, or all of an object"_L1,
        "Prints the value of the property NAME that the peer at URL shares, as JSON. If NAME is\n"
        "that of an object, prints all of its properties as one JSON object."_L1,
        runGet},
    {"set"_L1, Set, "URL NAME VALUE"_L1, "Set a property"_L1,
        "Sets the property NAME that the peer at URL shares. Write the value as an argument of a\n"
        "call that is passed by position, see 'wsrpc help call'; - reads it as JSON from the\n"
        "standard input. After -- it may begin with a dash."_L1,
        runSet},
    {"watch"_L1, Watch, "URL NAME..."_L1, "Print the values of properties and how they change"_L1,
        "Prints the values of properties that the peer at URL shares, one line of JSON, and then\n"
        "a line for each change, with what has changed. Each NAME is that of a property or of an\n"
        "object, which stands for all its properties."_L1,
        runWatch},
    {"model"_L1, Model, "URL NAME"_L1, "Print rows of a model and how they change"_L1,
        "Prints rows of the model NAME that the peer at URL shares: on a terminal as a table,\n"
        "otherwise one line of JSON for each row. With --follow, goes on with a line for each\n"
        "change of these rows: rows that were inserted, removed, moved or sorted, and rows with\n"
        "new values. Of a tree, these are the rows at the top level."_L1,
        runModel},
    {"listen"_L1, Listen, "URL [NAME...]"_L1, "Print the notifications that the peer sends"_L1,
        "Prints the notifications that the peer at URL sends, one line of JSON each: all that it\n"
        "sends by itself or, if there are names, only those. Signals and changes of properties\n"
        "are asked for: each NAME may be a signal, a property, or an object, which stands for its\n"
        "properties. If the peer has requests of its own for what it sends, make one with --login."_L1,
        runListen},
    {"describe"_L1, Describe, "URL|FILE [NAME]"_L1, "Print what a peer offers"_L1,
        "Prints what the peer at URL offers, if it tells that: a line for each method, signal and\n"
        "property. With the NAME of one of them, prints all about it. FILE is an OpenRPC "
        "document,\n"
        "of this or of another make, or - for the standard input."_L1,
        runDescribe},
    {"compare"_L1, Compare, "OLD NEW"_L1, "Print what has changed in what a peer offers"_L1,
        "Compares two OpenRPC documents, each a file or what the peer at a URL tells. Prints a "
        "line\n"
        "for each change that breaks those who use the old one, and for each that does not.\n"
        "\n"
        "The exit status is 1 if there is a change that breaks something, else 0."_L1,
        runCompare},
    {"generate"_L1, Generate, "LANGUAGE URL|FILE"_L1, "Write a client of a peer"_L1,
        "Writes the source code of a class with what the peer at URL offers, or with what the\n"
        "OpenRPC document FILE tells, of this or of another make. LANGUAGE is cpp, qml or\n"
        "typescript. Prints a warning for each thing that the class does not have.\n"
        "\n"
        "The same document makes the same code, and files that do not change are not touched."_L1,
        runGenerate},
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
