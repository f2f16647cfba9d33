// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "jsontext.h"
#include "report.h"

#include <QCoreApplication>

#include <optional>

// Prints JSON objects, one line each, and ends the event loop when there were enough.
class Lines
{
public:
    explicit Lines(std::optional<int> count) : m_left(count) { }

    [[nodiscard]] bool areEnough() const { return m_left == 0; }

    void print(const QVariantMap &object)
    {
        if (areEnough())
            return;
        printValue(object, JsonLayout::Compact);
        if (m_left)
            --*m_left;
        if (areEnough())
            QCoreApplication::exit(Success);
    }

private:
    std::optional<int> m_left;
};
