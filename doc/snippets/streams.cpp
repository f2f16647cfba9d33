// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streams.h"

#include "tst_snippets.h"

#include <QTest>

#include <numeric>

using namespace Qt::StringLiterals;

#ifdef __cpp_impl_coroutine
//! [generator]
WebSocketRpc::Stream<double> Measurements::between(double first, double last)
{
    for (double value = first; value < last; value += 0.5)
        co_yield value;
}
//! [generator]
#else
WebSocketRpc::Stream<double> Measurements::between(double first, double last)
{
    return WebSocketRpc::Stream<double>::generate([value = first - 0.5, last]() mutable {
        value += 0.5;
        return value < last ? std::optional(value) : std::nullopt;
    });
}
#endif

//! [writer]
WebSocketRpc::Stream<double> Measurements::live()
{
    WebSocketRpc::StreamWriter<double> writer;
    connect(this, &Measurements::measured, this, [writer](double value) { writer.write(value); });
    return writer.stream();
}
//! [writer]

QFuture<double> Measurements::sum(const WebSocketRpc::Stream<double> &values)
{
    return values.toList().then(
        [](const QList<double> &all) { return std::accumulate(all.begin(), all.end(), 0.0); });
}

void Snippets::readStreams()
{
    WebSocketRpc::Client &client = *m_client;
    Measurements measurements;
    m_server->expose(&measurements);
    QList<double> shown;
    bool isDone = false;
    //! [each]
    client.stream<double>("between", 1, 3)
        .each(this, [&](double value) { shown.append(value); })
        .then(this, [&] { isDone = true; })
        .onFailed(this, [](const WebSocketRpc::Error &error) { qWarning() << error; });
    //! [each]
    QTRY_VERIFY(isDone);
    QCOMPARE(shown, (QList<double>{1, 1.5, 2, 2.5}));

    //! [ways]
    const WebSocketRpc::Stream<double> stream = client.stream<double>("between", 1, 100);
    WebSocketRpc::Reply<std::optional<double>> one = stream.next(); // empty at the end
    WebSocketRpc::Reply<QList<double>> some = stream.next(10); // at most ten of them
    WebSocketRpc::Reply<QList<double>> rest = stream.toList();
    QFuture<double> results = client.stream<double>("between", 1, 2); // suspend(), cancel()
    //! [ways]
    QCOMPARE(rest.result().last(), 99.5);
    QTRY_COMPARE(results.resultCount(), 2);
    stream.cancel();

    //! [argument]
    const auto values = WebSocketRpc::Stream<double>::from({1, 2, 3});
    WebSocketRpc::Reply<double> sum = client.call<double>("sum", values);
    //! [argument]
    QCOMPARE(sum.result(), 6);
    m_server->unexpose(&measurements);
}
