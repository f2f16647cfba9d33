// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tls.h"

#include "certificates.h"

namespace Benchmarks {

QSslConfiguration serverTls()
{
    Certificates certificates;
    QSslConfiguration configuration =
        certificates.configuration(certificates.issue(QStringLiteral("localhost")));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

QSslConfiguration clientTls()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace Benchmarks
