// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "openinghandshake_p.h"

#include <optional>

namespace WebSocketRpc {

constexpr char extensionsField[] = "Sec-WebSocket-Extensions";

// A member of that field (RFC 6455, section 9.1).
struct Extension
{
    struct Parameter
    {
        QByteArray name;
        std::optional<QByteArray> value;
    };

    QByteArray name;
    QList<Parameter> parameters;
};

// All members in order; absent if the field is malformed.
[[nodiscard]] std::optional<QList<Extension>> readExtensions(
    const OpeningHandshake::Fields &fields);

} // namespace WebSocketRpc
