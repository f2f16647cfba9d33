// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

#include <optional>

namespace WebSocketRpc {

// A host, and the port where one is named, as in the header field Host.
struct WebHost
{
    // Absent if it is malformed.
    [[nodiscard]] static std::optional<WebHost> parse(QByteArrayView text);

    QString name; // in lower case; an address as QHostAddress writes it
    std::optional<quint16> port;

    friend bool operator==(const WebHost &, const WebHost &) = default;
};

// Where a web page came from (RFC 6454). Two that differ in their spelling alone are equal.
struct WebOrigin
{
    // Absent if it is none; "null", which a browser sends for a page without one, is none either.
    [[nodiscard]] static std::optional<WebOrigin> parse(QByteArrayView text);
    // Of a page that was fetched from `host` with http or https.
    [[nodiscard]] static WebOrigin of(const WebHost &host, bool isSecure);

    QString scheme;
    QString host;
    int port = 0; // the scheme's own where none is named; 0 where it has none

    friend bool operator==(const WebOrigin &, const WebOrigin &) = default;
};

} // namespace WebSocketRpc
