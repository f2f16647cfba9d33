// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tls.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

using namespace Qt::StringLiterals;

namespace {

Parsed<QList<QSslCertificate>> readCertificates(const QString &fileName, Input &input)
{
    QByteArray pem;
    UsageError error;
    if (!take(input.read(fileName), &pem, &error))
        return error;
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(pem, QSsl::Pem);
    if (certificates.isEmpty())
        return UsageError{u"\"%1\" contains no certificate in PEM format"_s.arg(fileName)};
    return certificates;
}

Parsed<QSslKey> readKey(const QString &fileName, Input &input)
{
    QByteArray pem;
    UsageError error;
    if (!take(input.read(fileName), &pem, &error))
        return error;
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Ec, QSsl::Rsa, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem);
        if (!key.isNull())
            return key;
    }
    return UsageError{u"\"%1\" contains no unencrypted private key in PEM format"_s.arg(fileName)};
}

std::optional<UsageError> setAuthorities(
    QSslConfiguration &configuration, const QString &option, Input &input)
{
    const QString fileName = option.isEmpty() ? qEnvironmentVariable("SSL_CERT_FILE") : option;
    if (fileName.isEmpty())
        return {};
    QList<QSslCertificate> certificates;
    UsageError error;
    if (!take(readCertificates(fileName, input), &certificates, &error))
        return UsageError{
            (option.isEmpty() ? u"SSL_CERT_FILE: "_s : u"--cacert: "_s) + error.message};
    configuration.setCaCertificates(certificates);
    return {};
}

std::optional<UsageError> setIdentity(
    QSslConfiguration &configuration, const TlsOptions &options, Input &input)
{
    if (options.certificate.isEmpty() && !options.key.isEmpty())
        return UsageError{u"--key: requires --cert"_s};
    if (options.certificate.isEmpty())
        return {};
    QList<QSslCertificate> chain;
    UsageError error;
    if (!take(readCertificates(options.certificate, input), &chain, &error))
        return UsageError{u"--cert: "_s + error.message};
    QSslKey key;
    const QString keyFile = options.key.isEmpty() ? options.certificate : options.key;
    if (!take(readKey(keyFile, input), &key, &error))
        return UsageError{u"--key: "_s + error.message};
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return {};
}

} // namespace

Parsed<QSslConfiguration> parseTls(const TlsOptions &options, Input &input)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (const auto error = setAuthorities(configuration, options.authorities, input))
        return *error;
    if (const auto error = setIdentity(configuration, options, input))
        return *error;
    if (options.insecure)
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}
