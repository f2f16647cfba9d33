// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qurl.h>
#include <QtNetwork/qsslconfiguration.h>
#include <QtQml/qqmlregistration.h>

namespace WebSocketRpc {

class TlsSettings : public QObject
{
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(QUrl caCertificates MEMBER m_caCertificates NOTIFY changed)
    Q_PROPERTY(QUrl certificate MEMBER m_certificate NOTIFY changed)
    Q_PROPERTY(QUrl privateKey MEMBER m_privateKey NOTIFY changed)
    Q_PROPERTY(QString passPhrase MEMBER m_passPhrase NOTIFY changed)
    Q_PROPERTY(bool verifyPeer MEMBER m_verifyPeer NOTIFY changed)

public:
    explicit TlsSettings(QObject *parent = nullptr) : QObject(parent) { }

    // Reads the files, relative to `owner`. If a file cannot be read, `owner` writes a warning.
    [[nodiscard]] QSslConfiguration configuration(const QObject *owner) const;

Q_SIGNALS:
    void changed();

private:
    void useCertificate(QSslConfiguration &configuration, const QObject *owner) const;

    QUrl m_caCertificates;
    QUrl m_certificate;
    QUrl m_privateKey;
    QString m_passPhrase;
    bool m_verifyPeer = true;
};

} // namespace WebSocketRpc
