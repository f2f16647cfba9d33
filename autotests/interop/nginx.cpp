// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nginx.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char forward[] = R"(
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
)";

// nginx writes only below its prefix.
constexpr char configuration[] = R"(
daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events { worker_connections 64; }
http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    server {
        listen 127.0.0.1:PORT;
        LOCATIONS
    }
}
)";

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

bool isAnswering(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return socket.waitForConnected();
}

} // namespace

QString Nginx::program()
{
    const QString found = QStandardPaths::findExecutable(u"nginx"_s);
    return found.isEmpty()
        ? QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
        : found;
}

Nginx::Nginx(quint16 backendPort, QByteArray locations)
{
    locations.replace("BACKEND", "127.0.0.1:" + QByteArray::number(backendPort));
    locations.replace("FORWARD", forward);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    // Another process may take the port before nginx does.
    for (int attempt = 0; attempt < 3 && m_port == 0; ++attempt) {
        const quint16 port = freePort();
        if (start(port, locations))
            m_port = port;
    }
}

Nginx::~Nginx()
{
    m_process.terminate();
    m_process.waitForFinished();
}

bool Nginx::start(quint16 port, const QByteArray &locations)
{
    QFile file(m_folder.filePath(u"nginx.conf"_s));
    if (!file.open(QIODevice::WriteOnly))
        return false;
    QByteArray text = configuration;
    file.write(text.replace("PORT", QByteArray::number(port)).replace("LOCATIONS", locations));
    file.close();
    // Before it reads the configuration, nginx opens its default log file, which may not be
    // allowed.
    m_process.start(
        program(), {u"-p"_s, m_folder.path(), u"-c"_s, file.fileName(), u"-e"_s, u"stderr"_s});
    const auto isSettled = [&] {
        return m_process.state() == QProcess::NotRunning || isAnswering(port);
    };
    const bool isRunning = m_process.waitForStarted() && QTest::qWaitFor(isSettled, 10'000)
        && m_process.state() == QProcess::Running;
    if (!isRunning) { // so that the caller can try again
        m_process.kill();
        m_process.waitForFinished();
    }
    return isRunning;
}
