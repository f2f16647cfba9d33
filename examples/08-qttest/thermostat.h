// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/client.h>

// The class to be tested: it gets the temperature of a room and sets the heater accordingly.
class Thermostat : public QObject
{
    Q_OBJECT

public:
    explicit Thermostat(const QUrl &heater);

    void setTarget(double degrees) { m_target = degrees; }
    void setTemperature(double degrees);
    [[nodiscard]] QString complaint() const { return m_complaint; }

private:
    WebSocketRpc::Client m_heater;
    double m_target = 20;
    QString m_complaint;
};
