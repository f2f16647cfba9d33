// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QObject>
#include <QSslConfiguration>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

namespace Benchmarks {

enum class Task {
    Add, // add(1, 2)
    Text, // a string there and back
    Bytes, // a QByteArray there and back
    Doubles, // a QList<double> there and back
    Spin, // a method that keeps its thread busy for 20 us
    Pending, // add(1, 2) while 10 000 calls wait for their answers
    Notes, // 1000 notifications, and a call that asks how many came
    News, // waits until the server notifies all its connections
    Tell, // as News, and asks the server to do so
    Change, // sets a property of the server's object, and waits for its change
    Hear, // waits until the server's object emits a signal
    Emit, // as Hear, and asks the object to do so
    List, // a QList<int> of a method
    Stream, // the same values, read as a stream
    GadgetList, // a list of gadgets of a method
    GadgetStream, // the same, read as a stream
    FirstScreen, // a new replica of a model, until the rows of a view are there
    AllRows, // the same with many rows
    ChangeRows, // lets a model change in one turn after another, and waits for the last change
    FollowRows, // waits until rows have been inserted into a model
    InsertRows // as FollowRows, and asks for the insertions
};

[[nodiscard]] const char *nameOf(Task task);
[[nodiscard]] Task taskNamed(const QString &name);

// The task that one client repeats.
class Work
{
public:
    virtual ~Work() = default;

    // Does the task once; `done` runs when the right answer has arrived.
    virtual void start(std::function<void()> done) = 0;
};

struct ServeOptions
{
    Task task = Task::Add;
    int threads = 0;
    int methods = 10;
    std::optional<QSslConfiguration> tls = {}; // for the techniques whose names say so
};

struct LoadOptions
{
    QUrl url;
    Task task = Task::Add;
    qsizetype bytes = 0; // of the payload in memory
};

// Serves as long as it exists.
struct Service
{
    std::unique_ptr<QObject> server;
    QUrl url;
};

// One way to have a call answered by another process.
struct Technique
{
    const char *name;
    Service (*serve)(const ServeOptions &options);
    std::unique_ptr<Work> (*connect)(const LoadOptions &options); // one connection
};

[[nodiscard]] const Technique *findTechnique(const QString &name);

// Ends the process, because the measurement is invalid.
[[noreturn]] void fail(const QString &reason);

// Runs the event loop until the condition holds, or fails.
void waitUntil(const std::function<bool()> &condition);

} // namespace Benchmarks
