// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "boiler.h"

#include <websocketrpc/error.h>

#include <QTimerEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

Thermostat::Thermostat()
{
    constexpr int milliseconds = 500;
    m_timer.start(milliseconds, this);
}

void Thermostat::setSetpoint(double degrees)
{
    if (degrees < 5 || degrees > 30)
        throw WebSocketRpc::Error(1, u"the setpoint is from 5 to 30 degrees"_s);
    if (m_setpoint == degrees)
        return;
    m_setpoint = degrees;
    Q_EMIT setpointChanged();
}

void Thermostat::openWindow()
{
    setTemperature(m_temperature - 6);
    if (m_temperature < 16)
        Q_EMIT alarm(m_temperature);
}

void Thermostat::timerEvent(QTimerEvent *)
{
    const double missing = m_setpoint - m_temperature;
    setTemperature(m_temperature + std::clamp(missing, -0.1, 0.2));
    if (const bool heats = missing > 0.05; heats != m_isHeating) {
        m_isHeating = heats;
        Q_EMIT heatingChanged();
    }
}

void Thermostat::setTemperature(double degrees)
{
    const double rounded = std::round(degrees * 10) / 10;
    if (rounded == m_temperature)
        return;
    m_temperature = rounded;
    Q_EMIT temperatureChanged();
}

Boiler::Boiler()
{
    //! [share]
    m_server.expose(&m_thermostat,
        {.prefix = u"thermostat."_s,
            .sharedSignals = {u"alarm"_s},
            .sharedProperties = {u"temperature"_s, u"heating"_s},
            .writableProperties = {u"setpoint"_s}});
    //! [share]
    m_server.setDiscoverable({.title = u"Boiler"_s}); // for "wsrpc describe"
    setRunning(true);
}

// A server that starts again has the same port, where its clients look for it.
void Boiler::setRunning(bool running)
{
    if (running == isRunning())
        return;
    if (!running)
        m_server.close();
    else if (!m_server.listen(QHostAddress::LocalHost, quint16(m_url.port(0))))
        qCritical("%s", qUtf8Printable(m_server.errorString()));
    if (m_url.isEmpty())
        m_url = m_server.url();
    Q_EMIT runningChanged();
}
