// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qobject.h>

#include <functional>
#include <memory>

namespace WebSocketRpc {

class Error;
class SignalInterest;

class WEBSOCKETRPC_EXPORT Subscription
{
public:
    Subscription() = default;

    [[nodiscard]] bool isValid() const { return m_interest != nullptr; }
    [[nodiscard]] bool isActive() const;
    void end();

    const Subscription &onActive(QObject *context, const std::function<void()> &function) const;
    const Subscription &onResumed(QObject *context, const std::function<void()> &function) const;
    const Subscription &onFailed(
        QObject *context, const std::function<void(const Error &error)> &function) const;

private:
    friend class ChannelAccess;

    explicit Subscription(const std::shared_ptr<SignalInterest> &interest);

    std::shared_ptr<SignalInterest> m_interest; // ends with the last of those who share this
};

} // namespace WebSocketRpc
