// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "meter.h"

#include <QProcess>

namespace Benchmarks {

// The cores that this process may use, if the system lets it choose.
[[nodiscard]] QList<int> cores();

constexpr int anyCore = -1;

struct Command
{
    QString program;
    QStringList arguments;
    int core = anyCore; // runs only there; otherwise the system chooses
};

// A process that communicates in lines. It ends with this object; if that fails, this process ends
// as well. All other failures throw std::runtime_error.
class Process
{
public:
    explicit Process(const Command &command);
    ~Process();
    Q_DISABLE_COPY_MOVE(Process)

    void writeLine(const QByteArray &line);
    [[nodiscard]] QByteArray readLine();

    // Its memory in bytes; 0 if the system does not say.
    [[nodiscard]] qint64 memory() const;

private:
    QProcess m_process;
};

// The cores of the two processes of a comparison. If the system chose, they might or might not
// share a core, which affects the time of a call more than the code does.
enum class Placement {
    Anywhere,
    OneCore,
    CoreEach, // if there are two
};

[[nodiscard]] bool canPlace(Placement placement);

// One side of a comparison: a server and its clients.
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
    bool givesWay = false; // the clients: others on their core come first
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

// The interpreter of an environment with the Python original; empty if there is none.
void setPython(const QString &program);
[[nodiscard]] bool hasPython();

} // namespace Benchmarks
