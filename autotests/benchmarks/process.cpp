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

constexpr std::chrono::milliseconds patience = 6min; // longer than the timeout inside the process
constexpr std::chrono::milliseconds patienceAtEnd = 20s;

QString &python()
{
    static QString program;
    return program;
}

Command serverCommand(const Setup &setup)
{
    const int core = canPlace(setup.placement) ? cores().first() : anyCore;
    if (setup.kind == QLatin1StringView("python"))
        return {python(), {QStringLiteral(BENCHMARKS_PYTHON_PEER), QStringLiteral("serve")}, core};
    return {QCoreApplication::applicationFilePath(),
        {QStringLiteral("--serve"), setup.kind, QStringLiteral("--task"),
            QString::fromLatin1(nameOf(setup.task)), QStringLiteral("--threads"),
            QString::number(setup.threads), QStringLiteral("--methods"),
            QString::number(setup.methods)},
        core};
}

Command clientCommand(const Setup &setup, const QString &url)
{
    int core = anyCore;
    if (canPlace(setup.placement))
        core = setup.placement == Placement::OneCore ? cores().first() : cores().last();
    if (setup.kind == QLatin1StringView("python")) {
        return {
            python(), {QStringLiteral(BENCHMARKS_PYTHON_PEER), QStringLiteral("load"), url}, core};
    }
    QStringList arguments = {QStringLiteral("--load"), setup.kind, QStringLiteral("--url"), url,
        QStringLiteral("--task"), QString::fromLatin1(nameOf(setup.task)),
        QStringLiteral("--bytes"), QString::number(setup.bytes), QStringLiteral("--connections"),
        QString::number(setup.connections)};
    if (setup.givesWay)
        arguments.append(QStringLiteral("--give-way"));
    return {QCoreApplication::applicationFilePath(), arguments, core};
}

} // namespace

QList<int> cores()
{
    QList<int> all;
#ifdef Q_OS_LINUX
    cpu_set_t set;
    if (::sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int core = 0; core < CPU_SETSIZE; ++core) {
            if (CPU_ISSET(core, &set))
                all.append(core);
        }
    }
#endif
    return all;
}

bool canPlace(Placement placement)
{
    return placement != Placement::Anywhere
        && cores().size() >= (placement == Placement::CoreEach ? 2 : 1);
}

Process::Process(const Command &command)
{
#ifdef Q_OS_LINUX
    if (command.core != anyCore) {
        m_process.setChildProcessModifier([core = command.core] {
            cpu_set_t set;
            CPU_ZERO(&set);
            CPU_SET(core, &set);
            ::sched_setaffinity(0, sizeof set, &set);
        });
    }
#endif
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(command.program, command.arguments);
    if (!m_process.waitForStarted())
        throw std::runtime_error(qPrintable(command.program + QStringLiteral(" does not start")));
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
    : Process(serverCommand(setup))
    , m_url(QString::fromUtf8(readLine()))
{
}

ClientProcess::ClientProcess(const Setup &setup, const QString &url)
    : Process(clientCommand(setup, url))
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
