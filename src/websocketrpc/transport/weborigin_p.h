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

// The origin of a web page (RFC 6454). Origins that differ only in spelling are equal.
struct WebOrigin
{
    // Absent if the text is not an origin; "null", which browsers send for a page without one, is not.
    [[nodiscard]] static std::optional<WebOrigin> parse(QByteArrayView text);
    // The origin of a page fetched from `host` with http or https.
    [[nodiscard]] static WebOrigin of(const WebHost &host, bool isSecure);

    QString scheme;
    QString host;
    int port = 0; // the scheme's default if none is named, or 0 without a default

    friend bool operator==(const WebOrigin &, const WebOrigin &) = default;
};

} // namespace WebSocketRpc
