// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

namespace Interop {

// An object whose signals and properties are shared; one for all connections.
class ThermostatService : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double temperature READ temperature NOTIFY temperatureChanged)
    Q_PROPERTY(double setpoint READ setpoint WRITE setSetpoint NOTIFY setpointChanged)
    Q_PROPERTY(QString name READ name CONSTANT)

public:
    using QObject::QObject;

    [[nodiscard]] double temperature() const { return m_temperature; }
    [[nodiscard]] double setpoint() const { return m_setpoint; }
    void setSetpoint(double degrees);
    [[nodiscard]] QString name() const { return QStringLiteral("hall"); }

    Q_INVOKABLE double heat(double degrees);
    Q_INVOKABLE void flood(int times);
    Q_INVOKABLE void raiseAlarm(double degrees) { Q_EMIT alarm(degrees); }
    Q_INVOKABLE void say(const QString &text, int times) { Q_EMIT said(text, times); }

Q_SIGNALS:
    void alarm(double degrees);
    void said(const QString &text, int times);
    void temperatureChanged();
    void setpointChanged();

private:
    void setTemperature(double degrees);

    double m_temperature = 20;
    double m_setpoint = 21;
};

// An object whose signal and property are not shared.
class HiddenService : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int state READ state NOTIFY changed)

public:
    using QObject::QObject;

    [[nodiscard]] int state() const { return m_state; }
    Q_INVOKABLE int bump()
    {
        ++m_state;
        Q_EMIT changed();
        return m_state;
    }

Q_SIGNALS:
    void changed();

private:
    int m_state = 0;
};

} // namespace Interop
