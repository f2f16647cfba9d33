// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "greenhouseservice.h"

#include <websocketrpc/error.h>
#include <websocketrpc/registertype.h>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;
using WebSocketRpc::Stream;

namespace {

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

Stream<double> temperatures(double now, int vents, int hours)
{
    constexpr double pi = 3.14159265358979;
    for (int hour = 1; hour <= hours; ++hour)
        co_yield rounded(now + (1 - vents / 100.0) * 6 * std::sin(hour * pi / 12));
}

} // namespace

GreenhouseService::GreenhouseService()
    : m_beds{{u"north"_s, Bed::Plant::Lettuce, 55}, {u"south"_s, Bed::Plant::Tomato, 40},
        {u"door"_s, Bed::Plant::Basil, 70}}
{
    WebSocketRpc::registerType<Bed>();
    //! [expose]
    m_server.expose(this,
        {.prefix = u"greenhouse."_s,
            .sharedSignals = {u"dried"_s},
            .sharedProperties = {u"temperature"_s, u"beds"_s},
            .writableProperties = {u"vents"_s}});
    m_server.setDiscoverable({.title = u"Greenhouse"_s, .version = u"1.0"_s});
    //! [expose]
    constexpr int milliseconds = 500;
    m_timer.start(milliseconds, this);
}

bool GreenhouseService::open(const QString &origin)
{
    m_server.setAllowedOrigins({origin});
    return m_server.listen();
}

void GreenhouseService::setVents(int percent)
{
    if (percent < 0 || percent > 100)
        throw WebSocketRpc::Error(2, u"vents are open from 0 to 100 percent"_s);
    if (std::exchange(m_vents, percent) != percent)
        Q_EMIT ventsChanged();
}

double GreenhouseService::water(const QString &bed, double litres)
{
    const auto place = std::ranges::find(m_beds, bed, &Bed::name);
    if (place == m_beds.end())
        throw WebSocketRpc::Error(1, u"there is no bed '%1'"_s.arg(bed));
    place->moisture = std::clamp(place->moisture + 2 * litres, 0.0, 100.0);
    Q_EMIT bedsChanged();
    return place->moisture;
}

Stream<double> GreenhouseService::forecast(int hours) const
{
    return temperatures(m_temperature, m_vents, hours);
}

void GreenhouseService::timerEvent(QTimerEvent *)
{
    const double goal = 30 - m_vents / 8.0;
    const double temperature = rounded(m_temperature + std::clamp(goal - m_temperature, -0.2, 0.2));
    if (std::exchange(m_temperature, temperature) != temperature)
        Q_EMIT temperatureChanged();
    dry();
}

void GreenhouseService::dry()
{
    constexpr double tooDry = 30;
    for (Bed &bed : m_beds) {
        const double before = bed.moisture;
        bed.moisture = rounded(std::max(0.0, before - m_temperature / 50));
        if (before >= tooDry && bed.moisture < tooDry)
            Q_EMIT dried(bed.name);
    }
    Q_EMIT bedsChanged();
}
