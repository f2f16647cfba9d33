// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

// The methods of the server.
class Library : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString borrow(const QString &title, const WebSocketRpc::CallContext &context) const
    {
        return QStringLiteral("%1 has borrowed %2").arg(context.identity().toString(), title);
    }
    Q_INVOKABLE QString closeForTheDay() const { return QStringLiteral("closed"); }
};
