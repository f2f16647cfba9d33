// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/detail/failure.h>

#include "exceptionerror_p.h"
#include "excerpt_p.h"
#include "logging_p.h"

#include <websocketrpc/detail/callhandle.h>

namespace WebSocketRpc::Detail {

namespace {

// The program knows about failures that it has brought about itself.
bool isDeliberate(const Error &error)
{
    return error.kind() == Error::Kind::Cancelled || error.kind() == Error::Kind::Closed;
}

} // namespace

Failure::Failure(
    std::exception_ptr reason, std::shared_ptr<const CallOrigin> origin, const QByteArray &method)
    : m_reason(std::move(reason))
    , m_origin(std::move(origin))
    , m_method(method)
{
}

Failure::~Failure()
{
    if (m_isHandled)
        return;
    const Error error = errorFrom(m_reason);
    if (m_origin)
        m_origin->tellOfFailure(m_method, error);
    else if (!isDeliberate(error))
        qCWarning(lcChannel).noquote()
            << "nobody handles what a continuation has thrown:" << excerptOf(error.message());
}

Failure::Pointer Failure::followedBy(std::exception_ptr reason)
{
    setHandled();
    return Pointer(new Failure(std::move(reason), m_origin, m_method));
}

} // namespace WebSocketRpc::Detail
