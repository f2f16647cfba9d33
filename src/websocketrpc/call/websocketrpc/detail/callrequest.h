// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/arguments.h>

#include <QtCore/qanystringview.h>
#include <QtCore/qbytearraylist.h>

#include <span>

namespace WebSocketRpc::Detail {

// One call before it is written; it refers to what the caller holds.
struct CallRequest
{
    QAnyStringView method;
    std::span<const ArgumentView> arguments;
    bool named = false;
    const QByteArrayList &(*parameterNames)() = nullptr; // of a method known to the compiler
};

} // namespace WebSocketRpc::Detail
