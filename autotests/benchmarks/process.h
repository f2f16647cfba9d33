// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <QProcess>

namespace Benchmarks {

// The cores that this process may use, where the system lets it choose.
[[nodiscard]] QList<int> cores();

constexpr int anyCore = -1;

struct Command
{
    QString program;
    QStringList arguments;
    int core = anyCore; // where it stays; else the system moves it about
};

// A process that is spoken to in lines. It ends with this object, which ends this process too if
// that fails. All else throws std::runtime_error.
class Process
{
public:
    explicit Process(const Command &command);
    ~Process();
    Q_DISABLE_COPY_MOVE(Process)

    void writeLine(const QByteArray &line);
    [[nodiscard]] QByteArray readLine();

    // What it has in memory, in bytes; 0 where the system does not tell.
    [[nodiscard]] qint64 memory() const;

private:
    QProcess m_process;
};

// Where the two processes of a comparison stay. Left to the system they share a core or not, which
// decides more of a call's time than what they do.
enum class Placement {
    Anywhere,
    OneCore,
    CoreEach, // if there are two
};

[[nodiscard]] bool canPlace(Placement placement);

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
    Placement placement = Placement::CoreEach;
};

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
