// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/server.h>
#include <websocketrpc/test/faultproxy.h>

namespace WebSocketRpc::Test {

class WEBSOCKETRPCTEST_EXPORT Server : public WebSocketRpc::Server
{
    Q_OBJECT

public:
    explicit Server(QObject *exposed = nullptr);
    ~Server() override;

    [[nodiscard]] QUrl url() const;
    [[nodiscard]] FaultProxy &faults() const;

private:
    const std::unique_ptr<FaultProxy> m_faults;
};

} // namespace WebSocketRpc::Test
