// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "load.h"

#include "connection.h"

using WebSocketRpc::Client;
using WebSocketRpc::Error;

Load::Load(const CommandLine &line) : m_line(line)
{
    m_times.reserve(std::size_t(line.calls));
    for (int i = 0; i < line.connections; ++i) {
        m_clients.push_back(makeClient(line));
        connect(m_clients.back().get(), &Client::connected, this, &Load::connected);
        connect(m_clients.back().get(), &Client::failed, this, &Load::connectionFailed);
    }
}

Load::~Load() = default;

void Load::start()
{
    for (const auto &client : m_clients)
        client->open();
}

void Load::connected()
{
    if (++m_connected < m_clients.size())
        return;
    m_begin = Clock::now();
    for (int i = 0; i < m_line.window; ++i) {
        for (const auto &client : m_clients)
            callAgain(client.get());
    }
}

void Load::callAgain(Client *client)
{
    if (m_started >= m_line.calls)
        return;
    ++m_started;
    const Clock::time_point begin = Clock::now();
    client->call<QVariant>(m_line.method, m_line.arguments)
        .then([this, client, begin](const QVariant &) { settle(client, begin, {}); })
        .onFailed([this, client, begin](const Error &error) { settle(client, begin, error); });
}

void Load::settle(Client *client, Clock::time_point begin, const std::optional<Error> &error)
{
    m_end = Clock::now();
    ++m_settled;
    if (!error)
        m_times.push_back(m_end - begin);
    else if (++m_failed == 1)
        m_firstError = *error;
    if (m_settled == m_line.calls)
        Q_EMIT finished();
    else if (!error)
        callAgain(client);
    else // without a connection a call fails at once, and so would all that follow from in here
        QMetaObject::invokeMethod(
            this, [this, client] { callAgain(client); }, Qt::QueuedConnection);
}
