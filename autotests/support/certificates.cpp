// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"

#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

Certificates::Certificates()
{
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
        u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, path(u"ca.key"_s), u"-out"_s,
        path(u"ca.pem"_s), u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=Test authority"_s});
    QFile extensions(path(u"extensions"_s));
    if (!extensions.open(QIODevice::WriteOnly))
        qFatal("cannot write: %s", qPrintable(extensions.errorString()));
    extensions.write("subjectAltName=DNS:localhost,IP:127.0.0.1\n");
}

Certificates::Identity Certificates::issue(const QString &name, int days)
{
    openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
        u"-nodes"_s, u"-keyout"_s, path(u"key"_s), u"-out"_s, path(u"request"_s), u"-subj"_s,
        u"/CN="_s + name});
    openssl({u"x509"_s, u"-req"_s, u"-in"_s, path(u"request"_s), u"-CA"_s, path(u"ca.pem"_s),
        u"-CAkey"_s, path(u"ca.key"_s), u"-CAcreateserial"_s, u"-days"_s, QString::number(days),
        u"-extfile"_s, path(u"extensions"_s), u"-out"_s, path(u"certificate"_s)});
    return {QSslCertificate(contents(u"certificate"_s)), QSslKey(contents(u"key"_s), QSsl::Ec)};
}

QSslConfiguration Certificates::configuration(const Identity &identity) const
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCaCertificates({QSslCertificate(contents(u"ca.pem"_s))});
    if (!identity.certificate.isNull()) {
        configuration.setLocalCertificate(identity.certificate);
        configuration.setPrivateKey(identity.key);
    }
    return configuration;
}

void Certificates::openssl(const QStringList &arguments) const
{
    QProcess process;
    process.start(u"openssl"_s, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("openssl failed: %s", process.readAllStandardError().constData());
}

QString Certificates::path(const QString &fileName) const
{
    return m_directory.filePath(fileName);
}

QByteArray Certificates::contents(const QString &fileName) const
{
    QFile file(path(fileName));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read: %s", qPrintable(file.errorString()));
    return file.readAll();
}
