// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "httphead_p.h"

#include <QtCore/qstringlist.h>
#include <QtNetwork/qhostaddress.h>

#include <variant>

namespace WebSocketRpc {

// Turns an IPv4 address from an IPv6 socket, ::ffff:192.0.2.1, into plain IPv4.
[[nodiscard]] QHostAddress unmapped(const QHostAddress &address);

// Addresses and subnets, such as 192.0.2.0/24.
class AddressList
{
public:
    // Returns whether the entry was understood.
    bool append(const QString &entry);
    [[nodiscard]] bool contains(const QHostAddress &address) const;

    friend bool operator==(const AddressList &, const AddressList &) = default;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

// The client behind a connection that is a proxy's.
struct ForwardedPeer
{
    QHostAddress address;
    quint16 port = 0; // 0 if the proxy does not say
    std::optional<bool> isSecure = {}; // whether it used https, if the proxy says
};

// Finds the peer in the header fields Forwarded (RFC 7239) or X-Forwarded-For. It reads the entries that
// trusted proxies wrote: from the last one backwards to the first address that is not a trusted proxy's.
// Returns a text that says why if the peer is not clear.
[[nodiscard]] std::variant<ForwardedPeer, const char *> readForwarding(
    const HttpHead &head, const ForwardedPeer &proxy, const AddressList &trusted);

} // namespace WebSocketRpc
