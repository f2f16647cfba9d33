// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "usage.h"

#include <QByteArray>

// Reads the files that the command line names. "-" is the standard input, which can be read only
// once.
class Input
{
public:
    [[nodiscard]] Parsed<QByteArray> read(const QString &fileName);
    [[nodiscard]] Parsed<QString> readText(const QString &fileName); // in UTF-8

private:
    bool m_standardInputIsRead = false;
};
