// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "program.h"

#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

// Runs the tool.
inline TestSupport::ProgramResult wsrpc(
    const QStringList &arguments, const TestSupport::ProgramInput &input = {})
{
    return TestSupport::runProgram(QStringLiteral(WSRPC), arguments, input);
}

// The tool while it runs.
class RunningTool : public QProcess
{
public:
    explicit RunningTool(const QStringList &arguments)
    {
        setProcessChannelMode(QProcess::ForwardedErrorChannel);
        start(QStringLiteral(WSRPC), arguments);
    }
    ~RunningTool() override
    {
        kill();
        waitForFinished();
    }

    [[nodiscard]] QByteArray nextLine()
    {
        return QTest::qWaitFor([this] { return canReadLine(); }) ? readLine() : QByteArray();
    }
    [[nodiscard]] int status()
    {
        const bool ended = QTest::qWaitFor([this] { return state() == NotRunning; });
        return ended ? exitCode() : -1;
    }
};

// A url where nobody listens.
inline QString closedUrl(const QString &scheme = QStringLiteral("ws"))
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen: %s", qPrintable(server.errorString()));
    return QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(server.serverPort());
}

// Files for it to read.
class Files
{
public:
    QString write(const QString &name, const QByteArray &contents) const
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write: %s", qPrintable(file.errorString()));
        file.write(contents);
        return file.fileName();
    }

    [[nodiscard]] QString path(const QString &name) const { return m_directory.filePath(name); }

private:
    QTemporaryDir m_directory;
};
