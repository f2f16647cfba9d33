// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "spread.h"

#include <optional>
#include <vector>

namespace Benchmarks {

namespace {

using Connections = std::vector<std::unique_ptr<Work>>;

class TakingTurns final : public Work
{
public:
    explicit TakingTurns(Connections connections) : m_connections(std::move(connections)) { }

    void start(std::function<void()> done) override
    {
        m_connections[m_next++ % m_connections.size()]->start(std::move(done));
    }

private:
    const Connections m_connections;
    std::size_t m_next = 0;
};

class FanOut final : public Work
{
public:
    explicit FanOut(Connections connections) : m_connections(std::move(connections)) { }

    void start(std::function<void()> done) override
    {
        m_done = std::move(done);
        m_waiting = m_connections.size();
        for (const std::unique_ptr<Work> &connection : m_connections) {
            connection->start([this] {
                if (--m_waiting == 0)
                    m_done();
            });
        }
    }

private:
    const Connections m_connections;
    std::size_t m_waiting = 0;
    std::function<void()> m_done;
};

// The task of the connection that makes all others hear something.
std::optional<Task> starterOf(Task task)
{
    switch (task) {
    case Task::News:
        return Task::Tell;
    case Task::Hear:
        return Task::Emit;
    case Task::FollowRows:
        return Task::InsertRows;
    default:
        return {};
    }
}

} // namespace

std::unique_ptr<Work> connectAll(const Technique &technique, LoadOptions options, int connections)
{
    const std::optional<Task> starter = starterOf(options.task);
    Connections all;
    for (int i = 0; i < connections; ++i) {
        // All must listen before the last one calls.
        if (starter && i == connections - 1)
            options.task = *starter;
        all.push_back(technique.connect(options));
    }
    if (starter)
        return std::make_unique<FanOut>(std::move(all));
    if (connections == 1)
        return std::move(all.front());
    return std::make_unique<TakingTurns>(std::move(all));
}

} // namespace Benchmarks
