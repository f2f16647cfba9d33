// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <QProcess>

#include <optional>

namespace Benchmarks {

// A process that is spoken to in lines. It ends with this object, which ends this process too if
// that fails. All else throws std::runtime_error.
class Process
{
public:
    Process(const QString &program, const QStringList &arguments);
    ~Process();
    Q_DISABLE_COPY_MOVE(Process)

    void writeLine(const QByteArray &line);
    [[nodiscard]] QByteArray readLine();

    // What it has in memory, in bytes; 0 where the system does not tell.
    [[nodiscard]] qint64 memory() const;

private:
    QProcess m_process;
};

// One side of a comparison: what serves, and what calls.
struct Setup
{
    QString kind; // a technique, or `python`
    Task task = Task::Add;
    qsizetype bytes = 0;
    int connections = 1;
    int clients = 1; // processes, with as many connections each
    int threads = 0; // of the server
    int methods = 10; // of the server
    std::optional<int> serverCore = {}; // where it stays; else the system chooses, again and again
    std::optional<int> clientCore = {};
};

[[nodiscard]] bool canChooseCore();
void stayOnCore(int core); // with this thread, and those that it starts

class ServerProcess : public Process
{
public:
    explicit ServerProcess(const Setup &setup);

    [[nodiscard]] QString url() const { return m_url; }

private:
    const QString m_url;
};

class ClientProcess : public Process
{
public:
    ClientProcess(const Setup &setup, const QString &url); // returns when all is connected

    void begin(const Amount &amount);
    [[nodiscard]] Sample finish();
};

// The interpreter of an environment that has the Python original; none without.
void setPython(const QString &program);
[[nodiscard]] bool hasPython();

} // namespace Benchmarks
