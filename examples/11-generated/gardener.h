// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "greenhouse.h"

#include <websocketrpc/client.h>

// The client side in C++: waters what has become dry, with the class that is written from greenhouse.json.
class Gardener : public QObject
{
    Q_OBJECT

public:
    explicit Gardener(const QUrl &url);

private:
    void water(const QString &bed);
    void lookAhead();

    WebSocketRpc::Client m_client;
    GreenhouseApi::Greenhouse m_greenhouse{&m_client};
};
