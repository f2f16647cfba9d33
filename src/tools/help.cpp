// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "help.h"

#include "commands.h"
#include "options.h"

using namespace Qt::StringLiterals;

namespace {

constexpr auto exitStatuses =
    "Exit status:\n"
    "  0  success\n"
    "  1  the peer answered with an error; for compare, a change breaks something\n"
    "  2  the command line is wrong\n"
    "  3  there was no connection, or it was lost\n"
    "  4  there was a connection, but no answer in time\n";

// Two columns; the second one may have several lines.
QByteArray row(const QByteArray &left, const QByteArray &right)
{
    constexpr int width = 29;
    const QByteArray indentation(width, ' ');
    QByteArray text = ("  " + left).leftJustified(width - 1) + ' ';
    if (left.size() + 4 > width)
        text += '\n' + indentation;
    return text + QByteArray(right).replace("\n", '\n' + indentation) + '\n';
}

QByteArray optionRow(const Option &option)
{
    const QByteArray shortName =
        option.shortName.isEmpty() ? "    " : '-' + QByteArray(option.shortName.data()) + ", ";
    const QByteArray value = option.value.isEmpty() ? "" : ' ' + QByteArray(option.value.data());
    return row(shortName + "--" + option.name.data() + value, option.description.data());
}

QByteArray optionRows(unsigned commands)
{
    QByteArray text;
    for (const Option &option : allOptions()) {
        if ((option.commands & commands) == commands)
            text += optionRow(option);
    }
    return text;
}

} // namespace

QByteArray helpText()
{
    QByteArray text =
        "Usage: wsrpc COMMAND [OPTION...] URL ...\n"
        "\n"
        "Talks to a JSON-RPC 2.0 or fastapi_websocket_rpc peer over a WebSocket; the URL is\n"
        "ws://host:port/path, or begins with wss for TLS.\n"
        "\n"
        "Commands:\n";
    for (const Command &command : allCommands())
        text += row(command.name.data(), command.summary.data());
    text += row("help [COMMAND]", "Print this help, or the help of a command");
    return text + "\nOptions of all commands:\n" + optionRows(All) + '\n' + exitStatuses;
}

QByteArray helpText(const Command &command)
{
    return QByteArray("Usage: wsrpc ") + command.name.data() + " [OPTION...] "
        + command.words.data() + "\n\n" + command.description.data() + "\n\nOptions:\n"
        + optionRows(command.option) + '\n' + exitStatuses;
}
