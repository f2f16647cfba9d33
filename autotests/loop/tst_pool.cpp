// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "pool_p.h"

#include <QTest>

using namespace WebSocketRpc;
using namespace std::chrono_literals;

namespace {

// Becomes large by hand, and tells what the pool does with it.
struct Buffer
{
    void clear() { isCleared = true; }
    [[nodiscard]] bool isLarge() const { return large; }
    void shrink()
    {
        clear();
        large = false;
    }

    bool large = false;
    bool isCleared = false;
};

using Pointer = std::unique_ptr<Buffer>;
using Buffers = Pool<Pointer>;

Pointer takeLarge(Buffers &pool)
{
    Pointer buffer = pool.take();
    buffer->large = true;
    buffer->isCleared = false;
    return buffer;
}

} // namespace

class tst_Pool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usualObjectIsShrunkAndTakenAgain();
    void largeObjectIsTakenAgainWithinASecond();
    void largeObjectIsShrunkAfterASecond();
    void onlyOneObjectStaysLarge();
    void largeObjectThatWasInUseIsShrunkASecondLater();
    void poolMayEndWhileAnObjectIsLarge();
};

void tst_Pool::usualObjectIsShrunkAndTakenAgain()
{
    Buffers pool;
    Pointer buffer = pool.take();
    const Buffer *const address = buffer.get();
    pool.giveBack(std::move(buffer));
    QVERIFY(address->isCleared);
    QCOMPARE(pool.take().get(), address);
}

void tst_Pool::largeObjectIsTakenAgainWithinASecond()
{
    ManualClock clock;
    Buffers pool;
    pool.giveBack(takeLarge(pool));
    clock.advance(999ms);
    const Pointer buffer = pool.take();
    QVERIFY(buffer->large);
    QVERIFY(buffer->isCleared);
}

void tst_Pool::largeObjectIsShrunkAfterASecond()
{
    ManualClock clock;
    Buffers pool;
    for (int i = 0; i < 2; ++i) { // and the next one, too
        pool.giveBack(takeLarge(pool));
        clock.advance(1s);
        QVERIFY(!pool.take()->large);
    }
}

void tst_Pool::onlyOneObjectStaysLarge()
{
    ManualClock clock;
    Buffers pool;
    Pointer one = takeLarge(pool);
    Pointer other = takeLarge(pool);
    pool.giveBack(std::move(one));
    pool.giveBack(std::move(other));
    QVERIFY(!pool.take()->large);
    QVERIFY(pool.take()->large);
}

void tst_Pool::largeObjectThatWasInUseIsShrunkASecondLater()
{
    ManualClock clock;
    Buffers pool;
    pool.giveBack(takeLarge(pool));
    Pointer buffer = pool.take();
    clock.advance(1s);
    QVERIFY(buffer->large);
    const Buffer *const address = buffer.get();
    pool.giveBack(std::move(buffer));
    QVERIFY(address->large);
    clock.advance(1s);
    QVERIFY(!address->large);
}

void tst_Pool::poolMayEndWhileAnObjectIsLarge()
{
    ManualClock clock;
    auto pool = std::make_unique<Buffers>();
    pool->giveBack(takeLarge(*pool));
    pool.reset();
    clock.advance(1s);
}

QTEST_GUILESS_MAIN(tst_Pool)
#include "tst_pool.moc"
