// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "connection.h"

#include "jsontext.h"

#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using WebSocketRpc::Client;
using WebSocketRpc::Error;
using WebSocketRpc::ReconnectPolicy;

static ExitStatus statusOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Timeout:
        return TimedOut;
    case Error::Kind::ConnectionLost:
    case Error::Kind::Closed:
        return NoConnection;
    case Error::Kind::InvalidCall:
        return WrongUsage;
    case Error::Kind::None:
    case Error::Kind::Remote:
    case Error::Kind::Cancelled:
    case Error::Kind::InvalidAnswer:
        break;
    }
    return RemoteFailure;
}

std::unique_ptr<Client> makeClient(const CommandLine &line)
{
    auto client = std::make_unique<Client>(line.url);
    client->setDialect(line.dialect);
    client->setReconnectPolicy(ReconnectPolicy::never());
    client->setCallOptions({.timeout = line.timeout});
    client->setRequestFactory([headers = line.headers](const QUrl &url) {
        QNetworkRequest request(url);
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        return request;
    });
    return client;
}

void exitWith(const Error &error)
{
    const ExitStatus status = statusOf(error.kind());
    const QString code = status == RemoteFailure ? u"error %1: "_s.arg(error.code()) : QString();
    std::fprintf(stderr, "wsrpc: %s%s\n", qUtf8Printable(code), qUtf8Printable(error.message()));
    if (!error.data().isUndefined()) {
        const QByteArray data = textFromValue(error.data().toVariant(), JsonLayout::Compact);
        std::fprintf(stderr, "%s\n", data.constData());
    }
    QCoreApplication::exit(status);
}
