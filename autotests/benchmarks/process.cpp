// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "process.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <stdexcept>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif
#include <unistd.h>

namespace Benchmarks {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds patience = 6min; // longer than a process has with itself
constexpr std::chrono::milliseconds patienceAtEnd = 20s;

QString &python()
{
    static QString program;
    return program;
}

struct Command
{
    QString program;
    QStringList arguments;
};

QStringList coreOption(const std::optional<int> &core)
{
    return core ? QStringList{QStringLiteral("--core"), QString::number(*core)} : QStringList();
}

Command serverCommand(const Setup &setup)
{
    if (setup.kind == QLatin1StringView("python"))
        return {python(), {QStringLiteral(BENCHMARKS_PYTHON_PEER), QStringLiteral("serve")}};
    return {QCoreApplication::applicationFilePath(),
        QStringList{QStringLiteral("--serve"), setup.kind, QStringLiteral("--task"),
            QString::fromLatin1(nameOf(setup.task)), QStringLiteral("--threads"),
            QString::number(setup.threads), QStringLiteral("--methods"),
            QString::number(setup.methods)}
            + coreOption(setup.serverCore)};
}

Command clientCommand(const Setup &setup, const QString &url)
{
    if (setup.kind == QLatin1StringView("python"))
        return {python(), {QStringLiteral(BENCHMARKS_PYTHON_PEER), QStringLiteral("load"), url}};
    return {QCoreApplication::applicationFilePath(),
        QStringList{QStringLiteral("--load"), setup.kind, QStringLiteral("--url"), url,
            QStringLiteral("--task"), QString::fromLatin1(nameOf(setup.task)),
            QStringLiteral("--bytes"), QString::number(setup.bytes),
            QStringLiteral("--connections"), QString::number(setup.connections)}
            + coreOption(setup.clientCore)};
}

} // namespace

bool canChooseCore()
{
#ifdef Q_OS_LINUX
    return true;
#else
    return false;
#endif
}

void stayOnCore([[maybe_unused]] int core)
{
#ifdef Q_OS_LINUX
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    if (::sched_setaffinity(0, sizeof cores, &cores) != 0)
        fail(QStringLiteral("there is no core %1 to stay on").arg(core));
#endif
}

Process::Process(const QString &program, const QStringList &arguments)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program, arguments);
    if (!m_process.waitForStarted())
        throw std::runtime_error(qPrintable(program + QStringLiteral(" does not start")));
}

Process::~Process()
{
    m_process.closeWriteChannel();
    const bool ended = m_process.waitForFinished(int(patienceAtEnd.count()));
    if (!ended) {
        m_process.kill();
        m_process.waitForFinished();
    }
    if (!ended || m_process.exitStatus() != QProcess::NormalExit || m_process.exitCode() != 0)
        fail(QStringLiteral("this did not end as it should: ")
            + m_process.arguments().join(QLatin1Char(' ')));
}

void Process::writeLine(const QByteArray &line)
{
    m_process.write(line + '\n');
    if (!m_process.waitForBytesWritten())
        throw std::runtime_error("a process takes no requests");
}

QByteArray Process::readLine()
{
    while (!m_process.canReadLine()) {
        if (!m_process.waitForReadyRead(int(patience.count())))
            throw std::runtime_error("a process of the suite failed");
    }
    return m_process.readLine().trimmed();
}

qint64 Process::memory() const
{
    QFile file(QStringLiteral("/proc/%1/statm").arg(m_process.processId()));
    if (!file.open(QFile::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}

ServerProcess::ServerProcess(const Setup &setup)
    : Process(serverCommand(setup).program, serverCommand(setup).arguments)
    , m_url(QString::fromUtf8(readLine()))
{
}

ClientProcess::ClientProcess(const Setup &setup, const QString &url)
    : Process(clientCommand(setup, url).program, clientCommand(setup, url).arguments)
{
    if (readLine() != "connected")
        throw std::runtime_error("a client does not connect");
}

void ClientProcess::begin(const Amount &amount)
{
    writeLine(QJsonDocument(amount.toJson()).toJson(QJsonDocument::Compact));
}

Sample ClientProcess::finish()
{
    return Sample::fromJson(QJsonDocument::fromJson(readLine()).object());
}

void setPython(const QString &program)
{
    python() = program;
}

bool hasPython()
{
    return !python().isEmpty();
}

} // namespace Benchmarks
