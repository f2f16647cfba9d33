// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "forwarding_p.h"

namespace WebSocketRpc {

namespace {

struct Hop
{
    QHostAddress address; // null if it is hidden or unknown
    quint16 port = 0;
    QByteArray protocol;
};

// An address, perhaps with a port: 192.0.2.1:80, [2001:db8::1]:80, 2001:db8::1.
Hop readNode(const QByteArray &node)
{
    QByteArray address = node;
    QByteArray port;
    const qsizetype bracket = node.indexOf(']');
    const qsizetype colon = node.indexOf(':', qMax(bracket, 0));
    if (colon >= 0 && (bracket >= 0 || node.count(':') == 1)) {
        address = node.first(colon);
        port = node.sliced(colon + 1);
    }
    if (address.startsWith('[') && address.endsWith(']'))
        address = address.sliced(1).chopped(1);
    return {unmapped(QHostAddress(QString::fromLatin1(address))), port.toUShort(), {}};
}

std::optional<QList<Hop>> readForwarded(const QByteArray &value)
{
    QList<Hop> hops;
    for (const QByteArray &element : splitUnquoted(value, ',')) {
        Hop hop;
        QByteArray protocol;
        for (const QByteArray &pair : splitUnquoted(element, ';')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals < 1)
                return {};
            const QByteArray name = pair.first(equals).toLower();
            if (name == "for")
                hop = readNode(unquoted(pair.sliced(equals + 1)));
            else if (name == "proto")
                protocol = unquoted(pair.sliced(equals + 1)).toLower();
        }
        hop.protocol = protocol;
        hops.append(hop);
    }
    return hops;
}

// The protocol is in another field, which each proxy replaces.
QList<Hop> readForwardedFor(const HttpHead &head)
{
    const QByteArrayList protocols = head.list("X-Forwarded-Proto");
    QList<Hop> hops;
    for (const QByteArray &node : head.value("X-Forwarded-For").split(',')) {
        hops.append(readNode(node.trimmed()));
        hops.last().protocol = protocols.isEmpty() ? QByteArray() : protocols.last().toLower();
    }
    return hops;
}

ForwardedPeer follow(const QList<Hop> &hops, ForwardedPeer peer, const AddressList &trusted)
{
    for (auto hop = hops.crbegin(); hop != hops.crend(); ++hop) {
        if (!hop->protocol.isEmpty())
            peer.isSecure = hop->protocol == "https" || hop->protocol == "wss";
        if (hop->address.isNull())
            break;
        peer.address = hop->address;
        peer.port = hop->port;
        if (!trusted.contains(peer.address))
            break;
    }
    return peer;
}

} // namespace

QHostAddress unmapped(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIPv4);
    return isIPv4 ? QHostAddress(ipv4) : address;
}

bool AddressList::append(const QString &entry)
{
    const auto subnet = QHostAddress::parseSubnet(entry);
    if (subnet.second < 0)
        return false;
    m_subnets.append(subnet);
    return true;
}

bool AddressList::contains(const QHostAddress &address) const
{
    for (const auto &subnet : m_subnets) {
        if (address.isInSubnet(subnet))
            return true;
    }
    return false;
}

std::variant<ForwardedPeer, const char *> readForwarding(
    const HttpHead &head, const ForwardedPeer &proxy, const AddressList &trusted)
{
    if (!trusted.contains(proxy.address))
        return proxy;
    ForwardedPeer peer = proxy;
    if (head.count("X-Forwarded-For") > 0 || head.count("X-Forwarded-Proto") > 0)
        peer = follow(readForwardedFor(head), proxy, trusted);
    if (head.count("Forwarded") == 0)
        return peer;
    const auto hops = readForwarded(head.value("Forwarded"));
    if (!hops)
        return "the header field Forwarded is malformed";
    const ForwardedPeer other = follow(*hops, proxy, trusted);
    // A proxy writes one of them, and forwards the other as its client sent it.
    if (head.count("X-Forwarded-For") > 0 && other.address != peer.address)
        return "the header fields Forwarded and X-Forwarded-For contradict each other";
    return other;
}

} // namespace WebSocketRpc
