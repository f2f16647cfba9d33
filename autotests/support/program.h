// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcess>
#include <QTest>

namespace TestSupport {

struct ProgramInput
{
    QByteArray text = {}; // for the standard input
    QHash<QString, QString> environment = {}; // added to ours
};

struct ProgramResult
{
    int status = -1; // -1: it did not end by itself
    QByteArray output;
    QByteArray errors;
};

// Runs a program to its end; the event loop of this process keeps running.
inline ProgramResult runProgram(
    const QString &program, const QStringList &arguments, const ProgramInput &input = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (auto variable = input.environment.begin(); variable != input.environment.end(); ++variable)
        environment.insert(variable.key(), variable.value());
    process.setProcessEnvironment(environment);
    process.start(program, arguments);
    process.write(input.text);
    process.closeWriteChannel();
    const bool ended =
        QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 30'000);
    const bool exited = ended && process.error() == QProcess::UnknownError;
    return {exited ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError()};
}

} // namespace TestSupport
