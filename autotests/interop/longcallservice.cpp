// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "longcallservice.h"

#include "delay.h"

#include <QAbstractEventDispatcher>
#include <QPromise>
#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace Interop {

QFuture<int> LongCallService::countTo(int n, double delay)
{
    if (n < 0)
        throw Error(
            Error::InvalidParams, u"expected a number that is not negative, got %1"_s.arg(n));
    auto promise = std::make_shared<QPromise<int>>();
    promise->start();
    promise->setProgressRange(0, n);
    // This object goes with its connection, but the run is to see that it is abandoned.
    auto *const timer = new QTimer(QAbstractEventDispatcher::instance());
    timer->setInterval(millisecondsFrom(delay));
    connect(timer, &QTimer::timeout, timer, [timer, promise, n, step = 0]() mutable {
        if (promise->isCanceled()) {
            ++s_cancellations;
        } else if (step < n) {
            ++step;
            return promise->setProgressValueAndText(step, u"step %1"_s.arg(step));
        } else {
            promise->addResult(n);
        }
        promise->finish();
        timer->deleteLater();
    });
    timer->start();
    return promise->future();
}

} // namespace Interop
