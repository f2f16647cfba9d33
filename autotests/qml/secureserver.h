// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "certificates.h"

#include <websocketrpc/server.h>

#include <QTemporaryDir>
#include <QUrl>
#include <QtQml/qqmlregistration.h>

// A server with TLS in this process, and the files for its clients.
class SecureServer : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QUrl url READ url CONSTANT)
    Q_PROPERTY(QUrl authority READ authority CONSTANT)
    Q_PROPERTY(QUrl identity READ identity CONSTANT) // a certificate and its key
    Q_PROPERTY(QUrl certificate READ certificate CONSTANT) // without its key
    Q_PROPERTY(QUrl key READ key CONSTANT)

public:
    explicit SecureServer(QObject *parent = nullptr);

    [[nodiscard]] QUrl url() const { return m_server.url(); }
    [[nodiscard]] QUrl authority() const { return fileUrl("authority.pem"); }
    [[nodiscard]] QUrl identity() const { return fileUrl("identity.pem"); }
    [[nodiscard]] QUrl certificate() const { return fileUrl("certificate.pem"); }
    [[nodiscard]] QUrl key() const { return fileUrl("key.pem"); }

    // The name in the certificate of the latest client; empty if it sent none.
    Q_INVOKABLE QString clientName() const { return m_clientName; }

private:
    [[nodiscard]] QUrl fileUrl(const char *name) const;
    void write(const char *name, const QByteArray &contents) const;

    QTemporaryDir m_directory;
    WebSocketRpc::Server m_server;
    QString m_clientName;
};
