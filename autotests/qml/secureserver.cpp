// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "secureserver.h"

#include <QFile>

SecureServer::SecureServer(QObject *parent) : QObject(parent)
{
    Certificates authority;
    const Certificates::Identity client = authority.issue(QStringLiteral("a client"));
    write("authority.pem", authority.configuration().caCertificates().constFirst().toPem());
    write("certificate.pem", client.certificate.toPem());
    write("key.pem", client.key.toPem());
    write("identity.pem", client.certificate.toPem() + client.key.toPem());

    QSslConfiguration configuration =
        authority.configuration(authority.issue(QStringLiteral("localhost")));
    configuration.setPeerVerifyMode(QSslSocket::QueryPeer);
    m_server.setSslConfiguration(configuration);
    connect(&m_server, &WebSocketRpc::Server::channelOpened, this,
        [this](WebSocketRpc::Channel *channel) {
            const QSslCertificate certificate(channel->peer().certificate, QSsl::Der);
            m_clientName = certificate.subjectInfo(QSslCertificate::CommonName).join(u' ');
        });
    if (!m_server.listen())
        qFatal("cannot listen: %s", qPrintable(m_server.errorString()));
}

QUrl SecureServer::fileUrl(const char *name) const
{
    return QUrl::fromLocalFile(m_directory.filePath(QString::fromLatin1(name)));
}

void SecureServer::write(const char *name, const QByteArray &contents) const
{
    QFile file(m_directory.filePath(QString::fromLatin1(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
        qFatal("cannot write %s", name);
}
