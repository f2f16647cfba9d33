// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "eventually.h"
#include "memory.h"

#include <websocketrpc/stream.h>
#include <websocketrpc/test/faultproxy.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using Test::Direction;

namespace {

// Counts up, and counts what it has made.
class Counter : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE WebSocketRpc::Stream<int> count(int end)
    {
        return Stream<int>::generate(
            [this, next = 0, end, alive = std::make_shared<Alive>(this)]() mutable {
                ++made;
                return next < end ? std::optional(++next) : std::nullopt;
            });
    }

    struct Alive
    {
        explicit Alive(Counter *counter) : counter(counter) { ++counter->alive; }
        ~Alive() { --counter->alive; }
        Q_DISABLE_COPY_MOVE(Alive)

        Counter *const counter;
    };

    qint64 made = 0;
    int alive = 0;
};

} // namespace

Q_DECLARE_METATYPE(WebSocketRpc::Test::Direction)

class tst_StreamCut : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noValueIsLostOrComesTwice_data();
    void noValueIsLostOrComesTwice();
    void endlessStreamNeedsNoMemory();
    void readerThatStopsStopsTheMaker();
};

void tst_StreamCut::noValueIsLostOrComesTwice_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::newRow("what the server sends is cut") << Direction::ToClient;
    QTest::newRow("what the client sends is cut") << Direction::ToServer;
}

void tst_StreamCut::noValueIsLostOrComesTwice()
{
    QFETCH(Direction, direction);
    constexpr int values = 60;
    Counter counter;
    Server server;
    server.expose(&counter);
    QVERIFY(server.listen(QHostAddress::LocalHost, 0));
    int failed = 0;
    for (qint64 offset = 0;; ++offset) {
        Test::FaultProxy proxy(server.url());
        proxy.cutAfterBytes(offset, {.direction = direction});
        Client client(proxy.url());
        client.setReconnectPolicy(ReconnectPolicy::never());
        client.open();
        QList<int> read;
        const Stream<int> stream = client.stream<int>("count", values);
        stream.setReadAhead({.values = 8});
        const Reply<void> reply = stream.each(this, [&](int value) { read.append(value); });
        QVERIFY(eventually([&] { return reply.isFinished(); }));
        for (qsizetype i = 0; i < read.size(); ++i)
            QCOMPARE(read[i], int(i) + 1);
        QVERIFY(eventually([&] { return counter.alive == 0; }));
        if (!reply.isCanceled()) {
            QCOMPARE(read.size(), values);
            break;
        }
        ++failed;
    }
    QVERIFY(failed > 100);
}

void tst_StreamCut::endlessStreamNeedsNoMemory()
{
    Counter counter;
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    pair.right().expose(&counter);
    const Stream<int> stream = pair.left().stream<int>("count", 1'000'000'000);
    qint64 read = 0;
    qint64 before = 0;
    qint64 growth = 0;
    const Reply<void> reply = stream.each(this, [&](int value) {
        QCOMPARE(qint64(value), read + 1);
        ++read;
        if (read == 100'000)
            before = Usage::now().bytes;
        if (read == 1'000'000) {
            growth = Usage::now().bytes - before;
            stream.cancel();
        }
    });
    QVERIFY(eventually([&] { return reply.isFinished(); }));
    QVERIFY(eventually([&] { return counter.alive == 0; }));
    QCOMPARE(read, 1'000'000);
    QVERIFY2(counter.made <= read + 4 * ReadAhead().values + 64 * 1024,
        QByteArray::number(counter.made));
    QVERIFY2(growth < 512 * 1024, QByteArray::number(growth));
}

void tst_StreamCut::readerThatStopsStopsTheMaker()
{
    Counter counter;
    ChannelPair pair(ChannelPair::Kind::WebSocket);
    pair.right().expose(&counter);
    const Stream<int> stream = pair.left().stream<int>("count", 1'000'000'000);
    const auto next = stream.next();
    QVERIFY(eventually([&] { return next.isFinished(); }));
    for (int i = 0; i < 50; ++i) {
        const Reply<int> other = pair.left().call<int>("unknown");
        QVERIFY(eventually([&] { return other.isCanceled(); }));
    }
    QVERIFY2(counter.made <= 3 * ReadAhead().values, QByteArray::number(counter.made));
}

QTEST_GUILESS_MAIN(tst_StreamCut)

#include "tst_streamcut.moc"
