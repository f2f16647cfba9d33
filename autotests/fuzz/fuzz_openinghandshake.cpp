// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "httprequest_p.h"
#include "openinghandshake_p.h"

#include <cstdlib>

using namespace WebSocketRpc;

namespace {

const QByteArray key = "dGhlIHNhbXBsZSBub25jZQ==";

void require(bool holds)
{
    if (!holds)
        std::abort();
}

bool breaksTheHead(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

// A request that a server accepts can be passed on to others, who must read the same.
void checkRequest(QByteArrayView text)
{
    const auto read = readHttpRequest(text);
    if (const auto *problem = std::get_if<HttpProblem>(&read)) {
        require(problem->status >= 400 && problem->status < 600);
        return;
    }
    const HttpRequest &request = std::get<HttpRequest>(read);
    for (const auto &[name, value] : request.head.fields)
        require(isHttpToken(name) && !breaksTheHead(value));
    require(!breaksTheHead(request.path) && !breaksTheHead(request.query));
    if (!webSocketProblem(request))
        require(OpeningHandshake::isKey(request.head.value("Sec-WebSocket-Key")));
}

void checkResponse(QByteArrayView text)
{
    const auto head = HttpHead::parse(text);
    if (!head)
        return;
    const QString problem = OpeningHandshake::problemIn(head->fields, key, {"jsonrpc-2.0"});
    if (problem.isEmpty())
        require(head->value("Sec-WebSocket-Accept") == OpeningHandshake::acceptFor(key));
}

} // namespace

// A head without its empty line; the first byte chooses the role.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView text(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    if (data[0] & 1)
        checkRequest(text);
    else
        checkResponse(text);
    return 0;
}
