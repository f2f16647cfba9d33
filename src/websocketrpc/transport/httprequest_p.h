// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "httphead_p.h"

#include <variant>

namespace WebSocketRpc {

// What a response with the status 426 must have (RFC 9110, 15.5.22).
constexpr QByteArrayView upgradeRequiredFields =
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";

// Why a request is refused; the text goes to the peer.
struct HttpProblem
{
    int status = 400;
    const char *text = "";
    QByteArrayView fields = {}; // of the response, beside the usual ones
};

// A request of HTTP/1.0 or 1.1 whose target is understood (RFC 9112, 3).
struct HttpRequest
{
    QByteArray method;
    QByteArray path; // as it was sent, percent-encoded; "*" for the server as a whole
    QByteArray query;
    QByteArray host; // that is asked for, with its port if one was named; only HTTP/1.0 may lack it
    bool isHttp10 = false;
    HttpHead head;
};

// Takes what stands before the empty line. What different readers might read differently is refused.
[[nodiscard]] std::variant<HttpRequest, HttpProblem> readHttpRequest(QByteArrayView text);

// What keeps a request from becoming a WebSocket (RFC 6455, 4.2.1).
[[nodiscard]] std::optional<HttpProblem> webSocketProblem(const HttpRequest &request);

// Whether a part of a head that begins with its first line, or behind a line's end, has a byte that
// none may have: a control character, or half of a line's end.
[[nodiscard]] bool hasForbiddenByte(QByteArrayView text);

} // namespace WebSocketRpc
