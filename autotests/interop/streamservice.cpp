// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "streamservice.h"

#include "delay.h"

#include <websocketrpc/streamwriter.h>

#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;
using WebSocketRpc::Stream;
using WebSocketRpc::StreamWriter;

namespace Interop {

namespace {

constexpr int noMore = 7; // the code of the error that ends failing_numbers

void check(const char *name, int value)
{
    if (value < 0)
        throw Error(Error::InvalidParams,
            u"%1 must not be negative, got %2"_s.arg(QLatin1StringView(name)).arg(value));
}

} // namespace

// Counts a stream for as long as whatever makes its values exists.
class StreamService::Open
{
public:
    Open() { ++s_open; }
    ~Open() { --s_open; }
    Q_DISABLE_COPY_MOVE(Open)
};

Stream<int> StreamService::numbers(int count, double delay)
{
    check("count", count);
    const std::chrono::milliseconds pause = millisecondsFrom(delay);
    const auto open = std::make_shared<Open>();
    if (pause.count() > 0)
        return slowNumbers(count, pause, open);
    return Stream<int>::generate([open, count, next = 0]() mutable -> std::optional<int> {
        if (next == count)
            return {};
        ++s_produced;
        return next++;
    });
}

// One after each pause, unless the reader is slower.
Stream<int> StreamService::slowNumbers(
    int count, std::chrono::milliseconds pause, const std::shared_ptr<Open> &open)
{
    const StreamWriter<int> writer;
    auto *const timer = new QTimer(this);
    connect(timer, &QTimer::timeout, timer, [timer, writer, count, open, next = 0]() mutable {
        if (writer.isFull())
            return;
        if (next < count && !writer.isClosed()) {
            ++s_produced;
            writer.write(next++);
            return;
        }
        writer.finish();
        timer->deleteLater();
    });
    timer->start(pause);
    return writer.stream();
}

Stream<int> StreamService::failingNumbers(int count)
{
    check("count", count);
    return Stream<int>::generate(
        [open = std::make_shared<Open>(), count, next = 0]() mutable -> std::optional<int> {
            if (next == count)
                throw Error(noMore, u"no more"_s);
            return next++;
        });
}

QFuture<qint64> StreamService::sumStream(const Stream<int> &values)
{
    const auto sum = std::make_shared<qint64>(0);
    return values.each(this, [sum](int value) { *sum += value; }).then([sum] { return *sum; });
}

QByteArray StreamService::blob(int size) const
{
    check("size", size);
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(i % 256);
    return bytes;
}

} // namespace Interop
