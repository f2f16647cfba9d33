// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>

class Thermostat : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double temperature MEMBER m_temperature NOTIFY temperatureChanged)
    Q_PROPERTY(double setpoint READ setpoint WRITE setSetpoint NOTIFY setpointChanged)

public:
    [[nodiscard]] double setpoint() const { return m_setpoint; }
    void setSetpoint(double degrees)
    {
        m_setpoint = degrees;
        Q_EMIT setpointChanged();
    }

Q_SIGNALS:
    void alarm(double degrees);
    void temperatureChanged();
    void setpointChanged();

private:
    double m_temperature = 20;
    double m_setpoint = 21;
};
