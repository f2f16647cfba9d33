// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QFlags>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QObject>
#include <QVariant>

namespace Interop {

Q_NAMESPACE

enum class Color { Red, Green, Blue };
Q_ENUM_NS(Color)

enum Letter { A = 1, B = 2, C = 4 };
Q_DECLARE_FLAGS(Letters, Letter)
Q_FLAG_NS(Letters)

struct Point
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(int y MEMBER y)

public:
    int x = 0;
    int y = 0;

    friend bool operator==(const Point &, const Point &) = default;
};

struct Shape
{
    Q_GADGET
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(QList<Interop::Point> points MEMBER points)
    Q_PROPERTY(Interop::Color color MEMBER color)
    Q_PROPERTY(QMap<QString, double> tags MEMBER tags)

public:
    QString name;
    QList<Point> points;
    Color color = Color::Red;
    QMap<QString, double> tags;

    friend bool operator==(const Shape &, const Shape &) = default;
};

struct Caller
{
    Q_GADGET
    Q_PROPERTY(QString channel MEMBER channel)
    Q_PROPERTY(QVariant identity MEMBER identity)
    Q_PROPERTY(QString peer MEMBER peer)

public:
    QString channel;
    QVariant identity;
    QString peer;

    friend bool operator==(const Caller &, const Caller &) = default;
};

// Registers the types above; both ends call it.
void registerTypes();

} // namespace Interop

Q_DECLARE_OPERATORS_FOR_FLAGS(Interop::Letters)
