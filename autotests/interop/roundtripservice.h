// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "interoptypes.h"

#include <QByteArray>
#include <QDateTime>
#include <QObject>
#include <QUrl>
#include <QUuid>

#include <optional>

namespace Interop {

// Every received value is read into its C++ type and written again.
class RoundTripService : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    using Tags = QMap<QString, double>;

    Q_INVOKABLE qint64 roundTripInt64(qint64 value) { return value; }
    Q_INVOKABLE quint64 roundTripUint64(quint64 value) { return value; }
    Q_INVOKABLE float roundTripFloat(float value) { return value; }
    Q_INVOKABLE bool roundTripBool(bool value) { return value; }
    Q_INVOKABLE QDateTime roundTripDatetime(const QDateTime &value) { return value; }
    Q_INVOKABLE QByteArray roundTripBytes(const QByteArray &value) { return value; }
    Q_INVOKABLE QUuid roundTripUuid(const QUuid &value) { return value; }
    Q_INVOKABLE QUrl roundTripUrl(const QUrl &value) { return value; }

    Q_INVOKABLE Interop::Color roundTripColor(Interop::Color value) { return value; }
    Q_INVOKABLE Interop::Letters roundTripFlags(Interop::Letters value) { return value; }
    Q_INVOKABLE Interop::Point roundTripPoint(const Interop::Point &value) { return value; }
    Q_INVOKABLE Interop::Shape roundTripShape(const Interop::Shape &value) { return value; }

    Q_INVOKABLE QList<int> roundTripInts(const QList<int> &value) { return value; }
    Q_INVOKABLE Tags roundTripMap(const Tags &value) { return value; }
    Q_INVOKABLE QList<Interop::Point> roundTripPoints(const QList<Interop::Point> &value)
    {
        return value;
    }
    Q_INVOKABLE std::optional<int> roundTripOptional(std::optional<int> value) { return value; }
};

} // namespace Interop
