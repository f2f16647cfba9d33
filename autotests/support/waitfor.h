// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#pragma once

#include <websocketrpc/error.h>

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QTest>
#include <QTimer>

// Runs the event loop until the future is finished; false if that takes longer than 10 s.
template<typename T>
bool isSettled(const QFuture<T> &future)
{
    return QTest::qWaitFor([&] { return future.isFinished(); }, 10'000);
}

// The result of a call; a failed call fails the test with its error.
template<typename T>
T waitFor(const QFuture<T> &future)
{
    try {
        if (!isSettled(future))
            QTest::qFail("the call does not settle", __FILE__, __LINE__);
        else if constexpr (std::is_void_v<T>)
            return QFuture<void>(future).waitForFinished();
        else
            return future.result();
    } catch (const WebSocketRpc::Error &error) {
        QTest::qFail(
            qPrintable(QStringLiteral("the call failed: ") + error.message()), __FILE__, __LINE__);
    }
    if constexpr (!std::is_void_v<T>)
        return T();
}

// The error of a call; a default-constructed one if the call succeeds.
template<typename T>
WebSocketRpc::Error errorOf(const QFuture<T> &future)
{
    if (!isSettled(future))
        return WebSocketRpc::Error(WebSocketRpc::Error::Kind::None, QStringLiteral("not settled"));
    try {
        QFuture<void>(future).waitForFinished();
    } catch (const WebSocketRpc::Error &error) {
        return error;
    }
    return {};
}
