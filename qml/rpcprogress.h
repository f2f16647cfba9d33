// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/progress.h>

#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

// Progress as a value type of QML. The tools read the properties here, not those of the library.
struct RpcProgress : Progress
{
    Q_GADGET
    QML_VALUE_TYPE(rpcProgress)
    Q_PROPERTY(int value MEMBER value)
    Q_PROPERTY(int minimum MEMBER minimum)
    Q_PROPERTY(int maximum MEMBER maximum)
    Q_PROPERTY(QString text MEMBER text)

public:
    RpcProgress() = default;
    RpcProgress(const Progress &progress) : Progress(progress) { }
};

} // namespace WebSocketRpc
