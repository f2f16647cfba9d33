// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "sums.h"
#include "thermostat.h"

#include <websocketrpc/server.h>

// A server that says what it offers: sums and a thermostat.
class OfferingServer : public WebSocketRpc::Server
{
public:
    OfferingServer()
    {
        expose(&sums);
        expose(&thermostat, Thermostat::shared());
        setDiscoverable({.title = QStringLiteral("Sums"),
            .version = QStringLiteral("1.2"),
            .description = QStringLiteral("For all.")});
        if (!listen())
            qFatal("%s", qPrintable(errorString()));
    }

    Sums sums;
    Thermostat thermostat;
};
