// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "thermostatservice.h"

#include <websocketrpc/error.h>

using namespace Qt::StringLiterals;

namespace Interop {

void ThermostatService::setSetpoint(double degrees)
{
    constexpr int outOfRange = 3;
    if (degrees < 5 || degrees > 30)
        throw WebSocketRpc::Error(outOfRange, u"the setpoint is from 5 to 30"_s);
    if (degrees == m_setpoint)
        return;
    m_setpoint = degrees;
    Q_EMIT setpointChanged();
}

double ThermostatService::heat(double degrees)
{
    setTemperature(m_temperature + degrees);
    return m_temperature;
}

void ThermostatService::flood(int times)
{
    for (int i = 1; i <= times; ++i)
        setTemperature(i);
}

void ThermostatService::setTemperature(double degrees)
{
    if (degrees == m_temperature)
        return;
    m_temperature = degrees;
    Q_EMIT temperatureChanged();
}

} // namespace Interop
