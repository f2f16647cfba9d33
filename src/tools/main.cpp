// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

struct Command
{
    QLatin1StringView name;
    int (*run)(const CommandLine &line);
};

constexpr Command commands[] = {
    {"bench"_L1, runBench},
    {"call"_L1, runCall},
    {"notify"_L1, runNotify},
};

int reportUsage(const QString &message)
{
    std::fprintf(stderr, "wsrpc: %s\nTry 'wsrpc --help'.\n", qUtf8Printable(message));
    return WrongUsage;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"wsrpc"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(WSRPC_VERSION));

    const auto parsed = parseCommandLine(QCoreApplication::arguments());
    if (const auto *error = std::get_if<UsageError>(&parsed))
        return reportUsage(error->message);

    const auto &line = std::get<CommandLine>(parsed);
    for (const Command &command : commands) {
        if (command.name == line.command)
            return command.run(line);
    }
    return reportUsage(u"unknown command '%1'"_s.arg(line.command));
}
