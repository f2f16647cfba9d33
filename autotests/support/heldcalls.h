// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/callcontext.h>

#include <QPromise>

#include <memory>
#include <vector>

// Calls that are not answered until the test does so.
struct HeldCalls
{
    QFuture<int> hold()
    {
        promises.push_back(std::make_unique<QPromise<int>>());
        promise().start();
        return promise().future();
    }
    QFuture<int> hold(const WebSocketRpc::CallContext &call)
    {
        context = call;
        return hold();
    }
    void finish(int result) // of the latest one
    {
        promise().addResult(result);
        promise().finish();
    }
    [[nodiscard]] QPromise<int> &promise() { return *promises.back(); }

    std::vector<std::unique_ptr<QPromise<int>>> promises;
    WebSocketRpc::CallContext context; // of the latest one that has one
};
