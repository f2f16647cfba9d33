// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httprequest_p.h"

#include "openinghandshake_p.h"
#include "weborigin_p.h"

#include <algorithm>
#include <array>

namespace WebSocketRpc {

namespace {

// "/..", and forms that others may decode to it (RFC 3986, 3.3).
bool hasDotSegment(const QByteArray &path)
{
    const QByteArray decoded = QByteArray::fromPercentEncoding(path).replace('\\', '/');
    const QByteArrayList segments = decoded.split('/');
    return segments.contains(".") || segments.contains("..");
}

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isTarget(const QByteArray &target)
{
    for (qsizetype i = 0; i < target.size(); ++i) {
        const char c = target[i];
        if (c <= ' ' || c >= 0x7f || c == '#')
            return false;
        if (c != '%')
            continue;
        if (i + 2 >= target.size() || !isHexDigit(target[i + 1]) || !isHexDigit(target[i + 2]))
            return false;
    }
    return !target.isEmpty();
}

// The absolute-form, which clients send to a proxy, names the host itself.
std::optional<HttpProblem> splitAbsoluteForm(HttpRequest &request, QByteArray &target)
{
    const qsizetype colon = target.indexOf("://");
    const QByteArray scheme = target.first(qMax(colon, 0)).toLower();
    constexpr std::array<QByteArrayView, 4> schemes{"http", "https", "ws", "wss"};
    if (colon < 0 || std::ranges::find(schemes, scheme) == schemes.end())
        return HttpProblem{400, "the request's target is not a path"};
    target = target.sliced(colon + 3);
    const auto isEnd = [](char c) { return c == '/' || c == '?'; };
    const qsizetype end = std::ranges::find_if(target, isEnd) - target.cbegin();
    request.host = target.first(end);
    if (request.host.isEmpty())
        return HttpProblem{400, "the request's target has no host"};
    target = target.sliced(end);
    if (!target.startsWith('/'))
        target.prepend('/');
    return {};
}

std::optional<HttpProblem> readTarget(HttpRequest &request, QByteArray target)
{
    if (!isTarget(target))
        return HttpProblem{400, "the request's target is malformed"};
    if (target == "*" && request.method == "OPTIONS") {
        request.path = target;
        return {};
    }
    // A path that begins with two slashes is a path.
    if (!target.startsWith('/')) {
        if (const auto problem = splitAbsoluteForm(request, target))
            return problem;
    }
    const qsizetype question = target.indexOf('?');
    request.path = question < 0 ? target : target.first(question);
    request.query = question < 0 ? QByteArray() : target.sliced(question + 1);
    if (QByteArray::fromPercentEncoding(request.path).contains('\0'))
        return HttpProblem{400, "the request's path has a NUL"};
    if (hasDotSegment(request.path))
        return HttpProblem{400, "the request's path has a dot segment"};
    return {};
}

std::optional<HttpProblem> readHost(HttpRequest &request)
{
    const qsizetype count = request.head.count("Host");
    if (count > 1)
        return HttpProblem{400, "the header field Host comes more than once"};
    const QByteArray host = request.head.value("Host");
    if (host.isEmpty() && !request.isHttp10)
        return HttpProblem{400, "the header field Host is missing"};
    if (request.host.isEmpty())
        request.host = host;
    for (const QByteArray &name : {host, request.host}) {
        if (!name.isEmpty() && !WebHost::parse(name))
            return HttpProblem{400, "the host that is asked for is malformed"};
    }
    return {};
}

std::optional<HttpProblem> bodyProblem(const HttpHead &head)
{
    if (head.count("Transfer-Encoding") > 0)
        return HttpProblem{400, "the header field Transfer-Encoding is not for this request"};
    if (head.count("Content-Length") > 0 && head.value("Content-Length") != "0")
        return HttpProblem{400, "a request with a body is not for this server"};
    return {};
}

} // namespace

bool hasForbiddenByte(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const uchar c = uchar(text[i]);
        if (c >= ' ' && c != 0x7f)
            continue;
        const bool isLastSoFar = i + 1 == text.size();
        const bool isLineEnd = (c == '\r' && (isLastSoFar || text[i + 1] == '\n'))
            || (c == '\n' && i > 0 && text[i - 1] == '\r');
        if (c != '\t' && !isLineEnd)
            return true;
    }
    return false;
}

std::variant<HttpRequest, HttpProblem> readHttpRequest(QByteArrayView text)
{
    const auto head = hasForbiddenByte(text) ? std::nullopt : HttpHead::parse(text);
    if (!head || !isHttpToken(head->startLine[0]))
        return HttpProblem{400, "this is not an HTTP request"};
    const QByteArray &version = head->startLine[2];
    const bool isVersion1 = version.size() == 8 && version.startsWith("HTTP/1.")
        && version[7] >= '0' && version[7] <= '9';
    if (!isVersion1)
        return HttpProblem{400, "this is not a request of HTTP/1.1"};
    HttpRequest request{.method = head->startLine[0],
        .path = {},
        .query = {},
        .host = {},
        .isHttp10 = version[7] == '0',
        .head = *head};
    if (const auto problem = readTarget(request, head->startLine[1]))
        return *problem;
    if (const auto problem = readHost(request))
        return *problem;
    if (const auto problem = bodyProblem(request.head))
        return *problem;
    return request;
}

std::optional<HttpProblem> webSocketProblem(const HttpRequest &request)
{
    const HttpHead &head = request.head;
    if (request.isHttp10)
        return HttpProblem{400, "a WebSocket needs HTTP/1.1; perhaps a proxy asks with HTTP/1.0"};
    if (!head.lists("Connection", "Upgrade"))
        return HttpProblem{400, "the header field Connection lacks Upgrade"};
    if (!OpeningHandshake::isKey(head.value("Sec-WebSocket-Key")))
        return HttpProblem{400, "the header field Sec-WebSocket-Key is not a key of 16 bytes"};
    if (head.value("Sec-WebSocket-Version") != "13")
        return HttpProblem{426, "the version of the protocol is 13", upgradeRequiredFields};
    for (const QByteArray &protocol : head.list("Sec-WebSocket-Protocol")) {
        if (!isHttpToken(protocol))
            return HttpProblem{400, "the header field Sec-WebSocket-Protocol is malformed"};
    }
    return {};
}

} // namespace WebSocketRpc
