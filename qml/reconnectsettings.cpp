// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reconnectsettings.h"

#include <cmath>

using std::chrono::milliseconds;

namespace WebSocketRpc {

ReconnectSettings::ReconnectSettings(const ReconnectPolicy &policy, QObject *parent)
    : QObject(parent)
    , m_firstDelay(int(policy.firstDelay.count()))
    , m_growth(policy.growth)
    , m_maximumDelay(int(policy.maximumDelay.count()))
    , m_jitter(policy.jitter)
    , m_stableTime(int(policy.stableTime.count()))
{
}

ReconnectPolicy ReconnectSettings::policy() const
{
    ReconnectPolicy policy = {
        .firstDelay = milliseconds(m_firstDelay),
        .growth = m_growth,
        .maximumDelay = milliseconds(m_maximumDelay),
        .jitter = m_jitter,
        .stableTime = milliseconds(m_stableTime),
    };
    if (std::isfinite(m_maximumAttempts))
        policy.maximumAttempts = int(m_maximumAttempts);
    if (std::isfinite(m_maximumTime))
        policy.maximumTime = milliseconds(qint64(m_maximumTime));
    return policy;
}

} // namespace WebSocketRpc
