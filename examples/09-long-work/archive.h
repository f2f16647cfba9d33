// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "entry.h"

#include <websocketrpc/stream.h>

#include <QFuture>

// The methods of the server.
class Archive : public QObject
{
    Q_OBJECT

public:
    static constexpr int size = 1'000'000;

    // The sum of all amounts. It takes some seconds, tells its progress and can be cancelled.
    Q_INVOKABLE QFuture<double> total();

    // All entries, made only as they are read.
    Q_INVOKABLE WebSocketRpc::Stream<Entry> entries();
};
