// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QTextStream>

inline void say(const char *who, const QString &what)
{
    QTextStream(stdout) << who << ": " << what << Qt::endl;
}
