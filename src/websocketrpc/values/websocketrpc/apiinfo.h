// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qstring.h>

namespace WebSocketRpc {

struct ApiInfo
{
    QString title = {};
    QString version = {};
    QString description = {};

    friend bool operator==(const ApiInfo &, const ApiInfo &) = default;
};

} // namespace WebSocketRpc
