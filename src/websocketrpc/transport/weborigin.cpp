// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "weborigin_p.h"

#include <QHostAddress>

#include <algorithm>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

namespace {

constexpr int httpPort = 80;
constexpr int httpsPort = 443;

int defaultPort(QStringView scheme)
{
    if (scheme == "https"_L1)
        return httpsPort;
    return scheme == "http"_L1 ? httpPort : 0;
}

// RFC 3986, 3.2.2, without percent-encoding, because names in DNS do not need it.
bool isName(QByteArrayView text)
{
    constexpr QByteArrayView others = "-._~!$&'()*+;=";
    return !text.isEmpty() && std::ranges::all_of(text, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            || others.contains(c);
    });
}

std::optional<QString> readName(QByteArrayView text)
{
    if (!text.startsWith('['))
        return isName(text) ? std::optional(QString::fromLatin1(text).toLower()) : std::nullopt;
    if (!text.endsWith(']'))
        return {};
    const QString literal = QString::fromLatin1(text.sliced(1).chopped(1));
    const QHostAddress address(literal);
    if (address.protocol() != QAbstractSocket::IPv6Protocol || !address.scopeId().isEmpty())
        return {};
    return u'[' + address.toString() + u']';
}

} // namespace

std::optional<WebHost> WebHost::parse(QByteArrayView text)
{
    const qsizetype bracket = text.lastIndexOf(']');
    const qsizetype colon = text.indexOf(':', qMax(bracket, 0));
    const auto name = readName(colon < 0 ? text : text.first(colon));
    if (!name)
        return {};
    if (colon < 0 || colon + 1 == text.size()) // RFC 3986, 3.2.3: it may be empty
        return WebHost{*name, {}};
    const QByteArrayView digits = text.sliced(colon + 1);
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    bool isPort = std::ranges::all_of(digits, isDigit);
    const quint16 port = isPort ? digits.toByteArray().toUShort(&isPort) : 0;
    return isPort ? std::optional(WebHost{*name, port}) : std::nullopt;
}

std::optional<WebOrigin> WebOrigin::parse(QByteArrayView text)
{
    const qsizetype colon = text.indexOf("://");
    if (colon < 1 || !isName(text.first(colon)))
        return {};
    const QString scheme = QString::fromLatin1(text.first(colon)).toLower();
    QByteArrayView authority = text.sliced(colon + 3);
    if (authority.endsWith('/'))
        authority.chop(1);
    const auto host = WebHost::parse(authority);
    if (!host)
        return {};
    return WebOrigin{scheme, host->name, host->port ? *host->port : defaultPort(scheme)};
}

WebOrigin WebOrigin::of(const WebHost &host, bool isSecure)
{
    // If a server without TLS is asked for the port of https, it is behind a proxy that does TLS.
    const QString scheme = isSecure || host.port == httpsPort ? u"https"_s : u"http"_s;
    return {scheme, host.name, host.port ? *host.port : defaultPort(scheme)};
}

} // namespace WebSocketRpc
