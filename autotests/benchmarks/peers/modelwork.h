// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include "work.h"

#include <QAbstractItemModel>

namespace Benchmarks {

// What views do with a replica of a RowsModel, whoever made it.
class ModelWork : public Work
{
public:
    using Replica = std::unique_ptr<QAbstractItemModel>;

    explicit ModelWork(const LoadOptions &options);

    void start(std::function<void()> done) override;

protected:
    // A new replica, which keeps so many rows.
    [[nodiscard]] virtual Replica acquire(int rows) = 0;
    void checkSoon(); // whether all is there

    // Derived classes own what replicas need, so they drop them first.
    void drop() { m_replica.reset(); }
    void follow(); // for the tasks that go on with one replica

private:
    [[nodiscard]] bool isFollowing() const;
    void replace(int rows);
    void check();
    [[nodiscard]] bool areRowsThere();
    void askForPortion();
    void finish();

    const Task m_task;
    const int m_count; // of rows or changes
    Replica m_replica;
    std::function<void()> m_done;
    int m_rowsToRead = 0;
    int m_nextRow = 0; // that is not there yet
    int m_askedRows = 0;
    int m_changes = 0; // when all is done
    int m_expectedRows = 0;
};

} // namespace Benchmarks
