// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcess>
#include <QRegularExpression>
#include <QUrl>

// The interop server in a separate process, which is terminated with this object.
class ServerProcess : public QProcess
{
public:
    explicit ServerProcess(const QStringList &arguments = {})
    {
        setProcessChannelMode(QProcess::ForwardedErrorChannel);
        start(QStringLiteral(INTEROP_SERVER), arguments);
        if (!waitForReadyRead())
            qFatal("the interop server does not start");
        static const QRegularExpression announcement(
            QStringLiteral("^listening on (wss?://127\\.0\\.0\\.1:\\d+/\\S*)\n$"));
        m_url = announcement.match(QString::fromUtf8(readLine())).captured(1);
    }

    ~ServerProcess() override
    {
        terminate();
        waitForFinished();
    }

    [[nodiscard]] QUrl url() const { return m_url; }

private:
    QUrl m_url;
};
