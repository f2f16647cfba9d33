// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connectionoptions.h"

#include "tls.h"

using namespace Qt::StringLiterals;
using WebSocketRpc::Dialect;

namespace {

Parsed<QUrl> parseUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isWebSocket = url.scheme() == "ws"_L1 || url.scheme() == "wss"_L1;
    if (!url.isValid() || !isWebSocket || url.host().isEmpty())
        return UsageError{u"expected a ws:// or wss:// URL, got \"%1\""_s.arg(text)};
    return url;
}

Parsed<Dialect> parseDialect(const QString &text)
{
    if (text == "jsonrpc"_L1)
        return Dialect::JsonRpc2;
    if (text == "fastapi"_L1)
        return Dialect::FastApi;
    return UsageError{u"expected jsonrpc or fastapi, got \"%1\""_s.arg(text)};
}

// Puts the token into its header.
Parsed<QList<Header>> headersOf(const OptionValues &options, Input &input)
{
    QList<Header> headers;
    UsageError error;
    const auto parse = [&input](const QStringList &texts) { return parseHeaders(texts, input); };
    if (!options.takeAll(u"header"_s, parse, &headers, &error))
        return error;
    std::optional<Header> token;
    const auto fromFile = [&input](const QString &name) { return tokenFromFile(name, input); };
    if (!options.take(u"token-file"_s, fromFile, &token, &error)
        || !options.take(u"token-env"_s, tokenFromEnvironment, &token, &error))
        return error;
    if (token)
        headers.append(*token);
    return headers;
}

Parsed<std::optional<QSslConfiguration>> tlsOf(const OptionValues &options, Input &input)
{
    const TlsOptions texts = {
        .authorities = options.value(u"cacert"_s),
        .certificate = options.value(u"cert"_s),
        .key = options.value(u"key"_s),
        .insecure = options.isSet(u"insecure"_s),
    };
    QSslConfiguration configuration;
    UsageError error;
    if (!take(parseTls(texts, input), &configuration, &error))
        return error;
    return std::optional(configuration);
}

} // namespace

Parsed<ConnectionOptions> connectionOf(
    const QString &url, const OptionValues &options, Input &input)
{
    ConnectionOptions connection;
    connection.offersSubprotocol = !options.isSet(u"no-subprotocol"_s);
    connection.offersCompression = options.isSet(u"compress"_s);
    const auto login = [&input](const QString &text) { return parseMethodCall(text, input); };
    UsageError error;
    if (!take(parseUrl(url), &connection.url, &error)
        || !take(headersOf(options, input), &connection.headers, &error)
        || !options.take(u"login"_s, login, &connection.login, &error)
        || !options.take(u"dialect"_s, parseDialect, &connection.dialect, &error)
        || !options.take(u"timeout"_s, parseSeconds, &connection.timeout, &error)
        || !options.take(u"connect-timeout"_s, parseSeconds, &connection.connectTimeout, &error))
        return error;
    const bool isEncrypted = connection.url.scheme() == "wss"_L1;
    if (isEncrypted && !take(tlsOf(options, input), &connection.tls, &error))
        return error;
    return connection;
}
