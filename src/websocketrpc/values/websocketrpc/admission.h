// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>

#include <chrono>
#include <optional>

namespace WebSocketRpc {

struct WEBSOCKETRPC_EXPORT Admission
{
    int status = 101; // HTTP; 101 lets the connection in
    QVariant identity = {};
    QString text = {};
    std::optional<std::chrono::seconds> retryAfter = {};

    [[nodiscard]] static Admission accept(const QVariant &identity = {});
    [[nodiscard]] static Admission refuse(
        int status, const QString &text = {}, std::optional<std::chrono::seconds> retryAfter = {});

    [[nodiscard]] bool isAccepted() const { return status == 101; }

    friend bool operator==(const Admission &, const Admission &) = default;
};

} // namespace WebSocketRpc
