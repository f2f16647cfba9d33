// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "program.h"

#include <QFile>

// Runs one of the functions of failingtests.cpp.
inline TestSupport::ProgramResult runFailingTest(const QString &function)
{
    return TestSupport::runProgram(QStringLiteral(FAILING_TESTS), {function});
}

// The place of the failure, as the program prints it: the first line after its comment, or a later
// one.
inline QByteArray failingLine(const QString &function, int further = 0)
{
    QFile source(QFINDTESTDATA("failingtests.cpp"));
    if (!source.open(QIODevice::ReadOnly))
        return "no source";
    const QByteArray text = source.readAll();
    const qsizetype mark = text.indexOf("// here: " + function.toLatin1() + '\n');
    if (mark < 0)
        return "no mark";
    const qsizetype line = text.first(mark).count('\n') + 2 + further;
    return "failingtests.cpp(" + QByteArray::number(line) + ')';
}

// What is wrong about how a function fails: it should say this at its place. Nothing if it does.
inline QByteArray problemOfFailingTest(const QString &function, const QByteArray &message)
{
    const auto result = runFailingTest(function);
    const bool isAsExpected = result.status == 1 && result.output.contains(message)
        && result.output.contains(failingLine(function));
    return isAsExpected ? QByteArray()
                        : "status " + QByteArray::number(result.status) + ": " + result.output;
}
