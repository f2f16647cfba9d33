// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/test/export.h>

#include <QtCore/qglobal.h>

#include <chrono>
#include <memory>

namespace WebSocketRpc {
class ManualClock;
}

namespace WebSocketRpc::Test {

class WEBSOCKETRPCTEST_EXPORT Clock
{
public:
    Clock();
    ~Clock();
    Q_DISABLE_COPY_MOVE(Clock)

    void advance(std::chrono::milliseconds duration);

private:
    const std::unique_ptr<ManualClock> d;
};

} // namespace WebSocketRpc::Test
