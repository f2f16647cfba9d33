// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "httphead_p.h"

#include <QtCore/qstringlist.h>
#include <QtNetwork/qhostaddress.h>

#include <variant>

namespace WebSocketRpc {

// An IPv4 address that came through an IPv6 socket, ::ffff:192.0.2.1, is written as what it is.
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

// Who asks, where the connection is a proxy's.
struct ForwardedPeer
{
    QHostAddress address;
    quint16 port = 0; // 0 where the proxy does not tell
    std::optional<bool> isSecure = {}; // whether it used https, where the proxy tells
};

// Finds the peer in the header fields Forwarded (RFC 7239) or X-Forwarded-For, as far as proxies that
// are trusted wrote them: from the last entry backwards up to the first address that is not one of
// theirs. A text tells why that is not clear.
[[nodiscard]] std::variant<ForwardedPeer, const char *> readForwarding(
    const HttpHead &head, const ForwardedPeer &proxy, const AddressList &trusted);

} // namespace WebSocketRpc
