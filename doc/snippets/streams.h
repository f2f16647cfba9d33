// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/streamwriter.h>

#include <QObject>

class Measurements : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE WebSocketRpc::Stream<double> between(double first, double last);
    Q_INVOKABLE WebSocketRpc::Stream<double> live();
    Q_INVOKABLE QFuture<double> sum(const WebSocketRpc::Stream<double> &values);

Q_SIGNALS:
    void measured(double value);
};
