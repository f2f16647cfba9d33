// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qobjectdefs.h>
#include <QtCore/qstring.h>

namespace WebSocketRpc {

struct WEBSOCKETRPC_EXPORT Progress
{
    Q_GADGET
    Q_PROPERTY(int value MEMBER value)
    Q_PROPERTY(int minimum MEMBER minimum)
    Q_PROPERTY(int maximum MEMBER maximum)
    Q_PROPERTY(QString text MEMBER text)

public:
    int value = 0;
    int minimum = 0;
    int maximum = 0;
    QString text = {};

    friend bool operator==(const Progress &, const Progress &) = default;
};

} // namespace WebSocketRpc
