// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>

#include <chrono>

namespace Benchmarks {

// How much is measured: everything, or very little, to check that it works.
struct Scale
{
    int rounds = 5;
    std::chrono::duration<double> time{0.5}; // of one measurement
    QList<int> connections = {1, 16, 256, 1000};
    int crowd = 1000; // connections where there are many
    int methods = 1000;
    QList<qsizetype> payloads = {16, 1 << 10, 64 << 10, 1 << 20, 10 << 20}; // bytes
    int numbers = 100'000; // in the list that is also sent with QJsonDocument
    int streamed = 1'000'000; // values of a stream
    int rows = 100'000; // of a model, read by a replica
    int changes = 1000; // of a model
    int insertions = 10'000; // of rows
    int portion = 100'000; // calls; ten portions must not need more memory

    [[nodiscard]] static Scale tiny()
    {
        return {.rounds = 1,
            .time = std::chrono::milliseconds(5),
            .connections = {1, 16},
            .crowd = 16,
            .methods = 50,
            .payloads = {16, 64 << 10},
            .numbers = 1000,
            .streamed = 5000,
            .rows = 2000,
            .changes = 50,
            .insertions = 200,
            .portion = 100};
    }
};

} // namespace Benchmarks
