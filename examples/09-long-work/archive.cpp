// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "archive.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

Entry entryAt(int number)
{
    static const QStringList customers = {
        u"Analytical Engines"_s, u"Difference & Sons"_s, u"Loom Works"_s, u"Ticking Clocks"_s};
    return {number, customers.at(number % customers.size()), (number * 37 % 100'000) / 100.0};
}

} // namespace

//! [progress]
QFuture<double> Archive::total()
{
    return QtConcurrent::run([](QPromise<double> &promise) {
        constexpr int step = size / 100;
        promise.setProgressRange(0, size);
        double sum = 0;
        for (int first = 1; first <= size && !promise.isCanceled(); first += step) {
            for (int number = first; number < first + step; ++number)
                sum += entryAt(number).amount;
            promise.setProgressValueAndText(
                first + step - 1, u"%L1 entries"_s.arg(first + step - 1));
            QThread::msleep(30); // as if it were much work
        }
        promise.addResult(sum);
    });
}
//! [progress]

//! [entries]
WebSocketRpc::Stream<Entry> Archive::entries()
{
    for (int number = 1; number <= size; ++number)
        co_yield entryAt(number);
}
//! [entries]
