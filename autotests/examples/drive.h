// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>
#include <QTest>
#include <QTimer>

// When the program that this is linked into runs its event loop, the functions of Test use it, and
// then it ends with their outcome.
#define DRIVE_THIS_PROGRAM(Test)                                                                   \
    static void drive##Test()                                                                      \
    {                                                                                              \
        QTimer::singleShot(0, qApp, [] {                                                           \
            Test test;                                                                             \
            QCoreApplication::exit(QTest::qExec(&test, {QStringLiteral(#Test)}));                  \
        });                                                                                        \
    }                                                                                              \
    Q_COREAPP_STARTUP_FUNCTION(drive##Test)
