// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tlssettings.h"

#include <QtCore/qfile.h>
#include <QtNetwork/qsslcertificate.h>
#include <QtNetwork/qsslkey.h>
#include <QtQml/qqmlcontext.h>
#include <QtQml/qqmlengine.h>
#include <QtQml/qqmlfile.h>
#include <QtQml/qqmlinfo.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

QByteArray contentsOf(const QUrl &url, const QObject *owner)
{
    const QQmlContext *const context = qmlContext(owner);
    QFile file(QQmlFile::urlToLocalFileOrQrc(context ? context->resolvedUrl(url) : url));
    if (file.open(QIODevice::ReadOnly))
        return file.readAll();
    qmlWarning(owner) << u"tls: '%1' cannot be read: %2"_s.arg(url.toString(), file.errorString());
    return {};
}

QSslKey keyFrom(const QByteArray &pem, const QByteArray &passPhrase)
{
    for (const QSsl::KeyAlgorithm algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        const QSslKey key(pem, algorithm, QSsl::Pem, QSsl::PrivateKey, passPhrase);
        if (!key.isNull())
            return key;
    }
    return {};
}

} // namespace

QSslConfiguration TlsSettings::configuration(const QObject *owner) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!m_caCertificates.isEmpty()) {
        const auto trusted = QSslCertificate::fromData(contentsOf(m_caCertificates, owner));
        if (trusted.isEmpty())
            qmlWarning(owner) << "tls.caCertificates contains no certificate; no server is trusted";
        configuration.setCaCertificates(trusted);
    }
    if (!m_certificate.isEmpty())
        useCertificate(configuration, owner);
    if (!m_verifyPeer) {
        qmlWarning(owner) << "tls.verifyPeer is false: an attacker can pose as the server";
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    }
    return configuration;
}

// One file may hold both the certificate and its key.
void TlsSettings::useCertificate(QSslConfiguration &configuration, const QObject *owner) const
{
    const QByteArray certificate = contentsOf(m_certificate, owner);
    const auto chain = QSslCertificate::fromData(certificate);
    const QSslKey key =
        keyFrom(m_privateKey.isEmpty() ? certificate : contentsOf(m_privateKey, owner),
            m_passPhrase.toUtf8());
    if (chain.isEmpty() || key.isNull()) {
        qmlWarning(owner) << (chain.isEmpty() ? "tls.certificate contains no certificate"
                                              : "tls.certificate has no readable private key")
                          << "; the client sends none";
        return;
    }
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
}

} // namespace WebSocketRpc
