// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificate.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;

static QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<ThrowAwayCertificate> makeThrowAwayCertificate()
{
    const QTemporaryDir directory;
    const QString keyPath = directory.filePath(u"key.pem"_s);
    const QString certificatePath = directory.filePath(u"certificate.pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
            u"-nodes"_s, u"-days"_s, u"1"_s, u"-subj"_s, u"/CN=localhost"_s, u"-addext"_s,
            u"subjectAltName=DNS:localhost,IP:127.0.0.1"_s, u"-keyout"_s, keyPath, u"-out"_s,
            certificatePath});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0)
        return {};

    const QSslCertificate certificate(contentsOf(certificatePath));
    ThrowAwayCertificate made;
    made.forServer = QSslConfiguration::defaultConfiguration();
    made.forServer.setLocalCertificate(certificate);
    made.forServer.setPrivateKey(QSslKey(contentsOf(keyPath), QSsl::Ec));
    made.forServer.setPeerVerifyMode(QSslSocket::VerifyNone); // clients show tokens instead
    made.forClient = QSslConfiguration::defaultConfiguration();
    made.forClient.setCaCertificates({certificate});
    return made;
}
