// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "thermostat.h"

#include "heater.h"

#include <algorithm>

Thermostat::Thermostat(const QUrl &heater) : m_heater(heater)
{
    m_heater.open();
}

void Thermostat::setTemperature(double degrees)
{
    constexpr int percentPerDegree = 20;
    const int percent = std::clamp(int((m_target - degrees) * percentPerDegree), 0, 100);
    // Setting the same power twice does no harm, so the call may be sent again if the connection is
    // lost.
    m_heater.with({.idempotent = true})
        .call<&Heater::setPower>(percent)
        .then(this, [this] { m_complaint.clear(); })
        .onFailed(
            this, [this](const WebSocketRpc::Error &error) { m_complaint = error.message(); });
}
