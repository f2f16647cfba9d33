// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "httphead_p.h"

#include <variant>

namespace WebSocketRpc {

// A response with the status 426 must have these (RFC 9110, 15.5.22).
constexpr QByteArrayView upgradeRequiredFields =
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";

// Why a request is refused; the text goes to the peer.
struct HttpProblem
{
    int status = 400;
    const char *text = "";
    QByteArrayView fields = {}; // further fields of the response
};

// A request of HTTP/1.0 or 1.1 with a valid target (RFC 9112, 3).
struct HttpRequest
{
    QByteArray method;
    QByteArray path; // as it was sent, percent-encoded; "*" for the server as a whole
    QByteArray query;
    QByteArray host; // that is asked for, with its port if one was named; only HTTP/1.0 may lack it
    bool isHttp10 = false;
    HttpHead head;
};

// Parses the text before the empty line. Refuses whatever other parsers might read differently.
[[nodiscard]] std::variant<HttpRequest, HttpProblem> readHttpRequest(QByteArrayView text);

// Why a request cannot become a WebSocket (RFC 6455, 4.2.1).
[[nodiscard]] std::optional<HttpProblem> webSocketProblem(const HttpRequest &request);

// Whether a part of a head contains a byte that is never allowed: a control character, or half of a line
// end. The part begins at the start of a line.
[[nodiscard]] bool hasForbiddenByte(QByteArrayView text);

} // namespace WebSocketRpc
