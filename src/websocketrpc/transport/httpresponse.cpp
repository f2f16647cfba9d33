// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httpresponse_p.h"

namespace WebSocketRpc {

namespace {

QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 204:
        return "No Content";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 408:
        return "Request Timeout";
    case 426:
        return "Upgrade Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 503:
        return "Service Unavailable";
    default:
        return "Refused";
    }
}

} // namespace

QByteArray httpResponse(const Admission &response, QByteArrayView fields, bool onlyHead)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + ' '
        + reasonPhrase(response.status) + "\r\nConnection: close\r\n";
    if (response.status == 401)
        head += "WWW-Authenticate: Bearer\r\n"; // RFC 9110, 15.5.2, asks for a challenge
    if (response.retryAfter)
        head += "Retry-After: " + QByteArray::number(qint64(response.retryAfter->count())) + "\r\n";
    head += fields;
    if (response.status == 204) // has no body, nor its length (RFC 9110, 8.6)
        return head + "\r\n";
    const QByteArray body = response.text.isEmpty() ? QByteArray() : response.text.toUtf8() + '\n';
    head += "Content-Type: text/plain; charset=utf-8\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n";
    return onlyHead ? head : head + body;
}

} // namespace WebSocketRpc
