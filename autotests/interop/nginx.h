// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcess>
#include <QTemporaryDir>

// An nginx process in front of a server, which is terminated with this object.
class Nginx
{
public:
    // Empty if it is not installed.
    [[nodiscard]] static QString program();

    // The configuration of the paths, in which BACKEND stands for the server's host and port and
    // FORWARD for the lines that a WebSocket needs.
    Nginx(quint16 backendPort, QByteArray locations);
    ~Nginx();
    Q_DISABLE_COPY_MOVE(Nginx)

    [[nodiscard]] bool isRunning() const { return m_port != 0; }
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    bool start(quint16 port, const QByteArray &locations);

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};
