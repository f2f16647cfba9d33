// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "transport_p.h"

#include <QtCore/qpointer.h>

#include <memory>
#include <utility>

namespace WebSocketRpc {

// One end of a connection inside a process. A message arrives at the other end in a later turn of the
// event loop. Both ends belong to one thread.
class LocalTransport final : public Transport
{
    Q_OBJECT

public:
    using Pair = std::pair<std::unique_ptr<LocalTransport>, std::unique_ptr<LocalTransport>>;
    [[nodiscard]] static Pair createPair();

    ~LocalTransport() override;

    void send(QByteArrayView utf8, Format format) override;
    [[nodiscard]] qint64 bytesToWrite() const override { return m_bytesOnTheWay; }
    void close(int code, const QString &reason) override;

private:
    LocalTransport() = default;

    template<typename F>
    void postToPeer(F &&function);
    void reportClosed(int code, const QString &reason);

    QPointer<LocalTransport> m_peer;
    qint64 m_bytesOnTheWay = 0;
    bool m_closed = false;
};

} // namespace WebSocketRpc
