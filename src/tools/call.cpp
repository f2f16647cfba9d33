// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "commands.h"

#include "connection.h"
#include "jsontext.h"

#include <QCoreApplication>
#include <QTimer>

using WebSocketRpc::Error;

namespace {

// Makes the call as often as the command line says, one call after the other.
class Calls
{
public:
    explicit Calls(const CommandLine &line) : m_line(line), m_connection(line.connection) { }

    void start()
    {
        m_connection.open();
        // A call may fail at once, but only a running event loop can be ended.
        callIn(std::chrono::milliseconds(0));
    }

private:
    void callIn(std::chrono::milliseconds time)
    {
        QTimer::singleShot(time, &m_connection.client(), [this] { call(); });
    }

    void call()
    {
        WebSocketRpc::Client &client = m_connection.client();
        client.call<QVariant>(m_line.request.method, m_line.request.arguments)
            .then(&client, [this](const QVariant &result) { print(result); })
            .onFailed(&client, [this](const Error &error) { m_connection.exitWith(error); });
    }

    void print(const QVariant &result)
    {
        printValue(result, m_line.compact ? JsonLayout::Compact : JsonLayout::Indented);
        const bool repeats = m_line.interval && !m_line.count;
        if (!repeats && ++m_made >= m_line.count.value_or(1))
            QCoreApplication::exit(Success);
        else
            callIn(m_line.interval.value_or(std::chrono::milliseconds(0)));
    }

    const CommandLine &m_line;
    Connection m_connection;
    int m_made = 0;
};

} // namespace

int runCall(const CommandLine &line)
{
    Calls calls(line);
    calls.start();
    return QCoreApplication::exec();
}
