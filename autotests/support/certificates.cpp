// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr auto settings = R"([ca]
default_ca = authority
[authority]
database = %1
new_certs_dir = %2
rand_serial = yes
unique_subject = no
default_md = sha256
policy = policy
x509_extensions = extensions
[policy]
commonName = supplied
[extensions]
subjectAltName = DNS:localhost,IP:127.0.0.1
)"_L1;

QString validityDate(const QDateTime &date)
{
    return date.toString(u"yyyyMMddHHmmss'Z'"_s);
}

} // namespace

Certificates::Certificates()
{
    openssl({u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
        u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, path(u"ca.key"_s), u"-out"_s,
        path(u"ca.pem"_s), u"-days"_s, u"2"_s, u"-subj"_s, u"/CN=Test authority"_s});
    write(u"issued"_s, {});
    write(u"settings"_s, settings.arg(path(u"issued"_s), m_directory.path()).toUtf8());
}

// Not with the option -days, which accepts no negative number since OpenSSL 3.5.
Certificates::Identity Certificates::issue(const QString &name, int days)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    openssl({u"req"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
        u"-nodes"_s, u"-keyout"_s, path(u"key"_s), u"-out"_s, path(u"request"_s), u"-subj"_s,
        u"/CN="_s + name});
    openssl({u"ca"_s, u"-batch"_s, u"-config"_s, path(u"settings"_s), u"-in"_s, path(u"request"_s),
        u"-cert"_s, path(u"ca.pem"_s), u"-keyfile"_s, path(u"ca.key"_s), u"-startdate"_s,
        validityDate(now.addDays(std::min(days, 0) - 1)), u"-enddate"_s,
        validityDate(now.addDays(days)), u"-notext"_s, u"-out"_s, path(u"certificate"_s)});
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

void Certificates::write(const QString &fileName, const QByteArray &contents) const
{
    QFile file(path(fileName));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write: %s", qPrintable(file.errorString()));
    file.write(contents);
}

QByteArray Certificates::contents(const QString &fileName) const
{
    QFile file(path(fileName));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read: %s", qPrintable(file.errorString()));
    return file.readAll();
}
