// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "waitfor.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QPointer>
#include <QTimer>

using namespace WebSocketRpc;

// Calls the peer's method of the same name, down to depth 0.
class Recursive : public QObject
{
    Q_OBJECT

public:
    explicit Recursive(Channel *peer) : m_peer(peer) { }

    Q_INVOKABLE QFuture<int> descend(int depth)
    {
        if (depth == 0)
            return QtFuture::makeReadyFuture(0);
        return m_peer->call<int>("descend", depth - 1).then([](int below) { return below + 1; });
    }

    Q_INVOKABLE int descendWaiting(int depth)
    {
        if (depth == 0)
            return 0;
        QEventLoop loop;
        int below = -1;
        m_peer->call<int>("descendWaiting", depth - 1).then(this, [&](int result) {
            below = result;
            loop.quit();
        });
        loop.exec();
        return below + 1;
    }

private:
    const QPointer<Channel> m_peer;
};

class Slow : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<QString> slow(const QString &text, int milliseconds)
    {
        auto promise = std::make_shared<QPromise<QString>>();
        promise->start();
        QTimer::singleShot(milliseconds, this, [promise, text] {
            promise->addResult(text);
            promise->finish();
        });
        return promise->future();
    }

    // Waits in an event loop of its own until the peer calls release().
    Q_INVOKABLE QString waiting()
    {
        QEventLoop loop;
        m_loop = &loop;
        loop.exec();
        return QStringLiteral("released");
    }
    Q_INVOKABLE void release() { m_loop->quit(); }
    Q_INVOKABLE QString quick() { return QStringLiteral("quick"); }

private:
    QPointer<QEventLoop> m_loop;
};

class tst_Nesting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void depthOneHundredWithFutures();
    void depthOneHundredWithEventLoops();
    void slowCallsRunSideBySide();
    void quickCallOvertakesAWaitingOne();
    void batchEntryMayWaitForTheNextOne();
};

void tst_Nesting::depthOneHundredWithFutures()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Recursive left(&pair.left());
    Recursive right(&pair.right());
    pair.left().expose(&left);
    pair.right().expose(&right);
    QCOMPARE(waitFor(pair.left().call<int>("descend", 100)), 100);
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
    QCOMPARE(pair.right().statistics().pendingCalls, 0);
}

void tst_Nesting::depthOneHundredWithEventLoops()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Recursive left(&pair.left());
    Recursive right(&pair.right());
    pair.left().expose(&left);
    pair.right().expose(&right);
    QCOMPARE(waitFor(pair.left().call<int>("descendWaiting", 100)), 100);
}

void tst_Nesting::slowCallsRunSideBySide()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Slow slow;
    pair.right().expose(&slow);
    QStringList order;
    const auto note = [&](const QString &text) { order.append(text); };
    // If they ran one after the other, the first three would end after the fourth, although that
    // takes twice as long as each of them.
    auto last = pair.left().call<QString>("slow", "last", 600).then(this, note);
    for (const char *text : {"a", "b", "c"})
        pair.left().call<QString>("slow", text, 300).then(this, note);
    auto first = pair.left().call<QString>("quick").then(this, note);
    waitFor(last);
    QCOMPARE(order, QStringList({"quick", "a", "b", "c", "last"}));
}

void tst_Nesting::quickCallOvertakesAWaitingOne()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Slow slow;
    pair.right().expose(&slow);
    const auto waiting = pair.left().call<QString>("waiting");
    bool overtaken = false;
    // Runs inside the event loop of the method that waits.
    pair.left().call<QString>("quick").then(this, [&](const QString &) {
        overtaken = !waiting.isFinished();
        pair.left().notify("release");
    });
    QCOMPARE(waitFor(waiting), QStringLiteral("released"));
    QVERIFY(overtaken);
}

void tst_Nesting::batchEntryMayWaitForTheNextOne()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Slow slow;
    pair.right().expose(&slow);
    Batch batch = pair.left().batch();
    const auto waiting = batch.call<QString>("waiting");
    const auto quick = batch.call<QString>("quick");
    batch.notify("release");
    batch.send();
    QCOMPARE(waitFor(waiting), QStringLiteral("released"));
    QCOMPARE(waitFor(quick), QStringLiteral("quick"));
}

QTEST_GUILESS_MAIN(tst_Nesting)
#include "tst_nesting.moc"
