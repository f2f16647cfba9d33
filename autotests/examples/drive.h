// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QCoreApplication>
#include <QTest>
#include <QTimer>

// Link this into a program. When the program runs its event loop, the test functions of Test run;
// then the program ends with their outcome.
#define DRIVE_THIS_PROGRAM(Test)                                                                   \
    static void drive##Test()                                                                      \
    {                                                                                              \
        QTimer::singleShot(0, qApp, [] {                                                           \
            Test test;                                                                             \
            QCoreApplication::exit(QTest::qExec(&test, {QStringLiteral(#Test)}));                  \
        });                                                                                        \
    }                                                                                              \
    Q_COREAPP_STARTUP_FUNCTION(drive##Test)
