// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTemporaryDir>

// Temporary certificates with their own authority, made with the openssl program.
class Certificates
{
public:
    Certificates();

    struct Identity
    {
        QSslCertificate certificate;
        QSslKey key;
    };

    // A new identity; with a negative number of days one that has expired.
    [[nodiscard]] Identity issue(const QString &name, int days = 2);

    // Trusts only this authority, and uses the identity.
    [[nodiscard]] QSslConfiguration configuration(const Identity &identity) const;
    [[nodiscard]] QSslConfiguration configuration() const { return configuration(Identity()); }

private:
    void openssl(const QStringList &arguments) const;
    [[nodiscard]] QString path(const QString &fileName) const;
    void write(const QString &fileName, const QByteArray &contents) const;
    [[nodiscard]] QByteArray contents(const QString &fileName) const;

    QTemporaryDir m_directory;
};
