// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"
#include "report.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"wsrpc"_s);

    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.contains("--json-errors"_L1)) // for errors in the options as well
        reportAsJson();
    const auto parsed = parseCommandLine(arguments);
    if (const auto *error = std::get_if<UsageError>(&parsed)) {
        reportUsage(error->message);
        return WrongUsage;
    }
    const auto &line = std::get<CommandLine>(parsed);
    reportLog(line.verbose);
    return line.command->run(line);
}
