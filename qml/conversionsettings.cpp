// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "conversionsettings.h"

namespace WebSocketRpc {

void ConversionSettings::assign(const ConversionSettings &other)
{
    setDates(other.m_dates);
    setBytes(other.m_bytes);
    setBigIntegers(other.m_bigIntegers);
}

void ConversionSettings::setDates(const QJSValue &dates)
{
    set(m_dates, m_conversions.dates, dates);
}

void ConversionSettings::setBytes(const QJSValue &bytes)
{
    set(m_bytes, m_conversions.bytes, bytes);
}

void ConversionSettings::setBigIntegers(const QJSValue &bigIntegers)
{
    set(m_bigIntegers, m_conversions.bigIntegers, bigIntegers);
}

void ConversionSettings::set(QJSValue &property, MemberSelection &selection, const QJSValue &value)
{
    property = value;
    const MemberSelection selected = selectionFrom(value);
    if (std::exchange(selection, selected) != selected)
        Q_EMIT changed();
}

} // namespace WebSocketRpc
