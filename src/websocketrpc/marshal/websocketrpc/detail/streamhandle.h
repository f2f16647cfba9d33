// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/detail/streamtype.h>

#include <QtCore/qobjectdefs.h>

#include <memory>

namespace WebSocketRpc::Detail {

class StreamState;

// What a Stream<T> is for those who send it. Its meta-object, which all streams share, tells their types
// from others.
class WEBSOCKETRPC_EXPORT StreamHandle
{
    Q_GADGET

public:
    explicit StreamHandle(const StreamType &type) : m_type(&type) { }

    [[nodiscard]] const StreamType &type() const { return *m_type; }
    [[nodiscard]] const std::shared_ptr<StreamState> &state() const { return m_state; }
    void setState(std::shared_ptr<StreamState> state) { m_state = std::move(state); }

    friend bool operator==(const StreamHandle &left, const StreamHandle &right)
    {
        return left.m_state == right.m_state;
    }

private:
    const StreamType *m_type;
    std::shared_ptr<StreamState> m_state; // null for a stream that has nothing
};

} // namespace WebSocketRpc::Detail
