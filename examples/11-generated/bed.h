// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

// What grows in one place, and how wet it is there.
struct Bed
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(Plant plant MEMBER plant)
    Q_PROPERTY(double moisture MEMBER moisture)

public:
    enum class Plant { Tomato, Lettuce, Basil };
    Q_ENUM(Plant)

    QString name = {};
    Plant plant = Plant::Tomato;
    double moisture = 60; // in percent

    friend bool operator==(const Bed &, const Bed &) = default;
};
