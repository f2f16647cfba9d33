// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "work.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>
#include <cstdlib>

namespace Benchmarks {

namespace {

constexpr Task tasks[] = {Task::Add, Task::Text, Task::Bytes, Task::Doubles, Task::Spin,
    Task::Pending, Task::Notes, Task::News, Task::Tell, Task::Change, Task::Hear, Task::Emit,
    Task::List, Task::Stream, Task::GadgetList, Task::GadgetStream, Task::FirstScreen,
    Task::AllRows, Task::ChangeRows, Task::FollowRows, Task::InsertRows};

} // namespace

const char *nameOf(Task task)
{
    switch (task) {
    case Task::Add:
        return "add";
    case Task::Text:
        return "text";
    case Task::Bytes:
        return "bytes";
    case Task::Doubles:
        return "doubles";
    case Task::Spin:
        return "spin";
    case Task::Pending:
        return "pending";
    case Task::Notes:
        return "notes";
    case Task::News:
        return "news";
    case Task::Tell:
        return "tell";
    case Task::Change:
        return "change";
    case Task::Hear:
        return "hear";
    case Task::Emit:
        return "emit";
    case Task::List:
        return "list";
    case Task::Stream:
        return "stream";
    case Task::GadgetList:
        return "gadget-list";
    case Task::GadgetStream:
        return "gadget-stream";
    case Task::FirstScreen:
        return "first-screen";
    case Task::AllRows:
        return "all-rows";
    case Task::ChangeRows:
        return "change-rows";
    case Task::FollowRows:
        return "follow-rows";
    case Task::InsertRows:
        return "insert-rows";
    }
    Q_UNREACHABLE();
}

Task taskNamed(const QString &name)
{
    for (const Task task : tasks) {
        if (name == QLatin1StringView(nameOf(task)))
            return task;
    }
    fail(QStringLiteral("unknown task: %1").arg(name));
}

void fail(const QString &reason)
{
    std::fprintf(stderr, "benchmarks: %s\n", qPrintable(reason));
    std::_Exit(1);
}

void waitUntil(const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.hasExpired(30'000))
            fail(QStringLiteral("no connection within 30 s"));
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    }
}

} // namespace Benchmarks
