// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/reconnectpolicy.h>

#include <QtCore/qobject.h>
#include <QtQml/qqmlregistration.h>

#include <limits>

namespace WebSocketRpc {

class ReconnectSettings : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int firstDelay MEMBER m_firstDelay NOTIFY changed)
    Q_PROPERTY(double growth MEMBER m_growth NOTIFY changed)
    Q_PROPERTY(int maximumDelay MEMBER m_maximumDelay NOTIFY changed)
    Q_PROPERTY(bool jitter MEMBER m_jitter NOTIFY changed)
    Q_PROPERTY(double maximumAttempts MEMBER m_maximumAttempts NOTIFY changed)
    Q_PROPERTY(double maximumTime MEMBER m_maximumTime NOTIFY changed)
    Q_PROPERTY(int stableTime MEMBER m_stableTime NOTIFY changed)

public:
    explicit ReconnectSettings(const ReconnectPolicy &policy, QObject *parent);

    [[nodiscard]] ReconnectPolicy policy() const;

Q_SIGNALS:
    void changed();

private:
    // Times are in milliseconds, as everywhere in QML.
    static constexpr double unlimited = std::numeric_limits<double>::infinity();

    int m_firstDelay;
    double m_growth;
    int m_maximumDelay;
    bool m_jitter;
    double m_maximumAttempts = unlimited;
    double m_maximumTime = unlimited;
    int m_stableTime;
};

} // namespace WebSocketRpc
