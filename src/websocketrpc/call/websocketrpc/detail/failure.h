// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/export.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qshareddata.h>

#include <atomic>
#include <exception>
#include <memory>

namespace WebSocketRpc::Detail {

struct CallOrigin;

// Why a call has failed. The stages of a chain pass it on to each other. If the last reference goes
// before anybody has looked at the failure, nobody ever will, and the channel that made the call learns
// of it. Thread-safe.
class WEBSOCKETRPC_EXPORT Failure final : public QSharedData
{
public:
    using Pointer = QExplicitlySharedDataPointer<Failure>;

    // Without an origin there is no channel to tell.
    explicit Failure(std::exception_ptr reason, std::shared_ptr<const CallOrigin> origin = {},
        const QByteArray &method = {});
    ~Failure();

    [[nodiscard]] const std::exception_ptr &reason() const { return m_reason; }
    void setHandled() { m_isHandled = true; }
    // What a handler of this one has thrown.
    [[nodiscard]] Pointer followedBy(std::exception_ptr reason);

private:
    const std::exception_ptr m_reason;
    const std::shared_ptr<const CallOrigin> m_origin;
    const QByteArray m_method;
    std::atomic_bool m_isHandled = false;
};

} // namespace WebSocketRpc::Detail
