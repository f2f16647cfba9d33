// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "heldcalls.h"
#include "messages.h"
#include "waitfor.h"

#include <websocketrpc/progress.h>
#include <websocketrpc/test/scriptedpeer.h>

#include <QFutureWatcher>
#include <QSemaphore>
#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using WebSocketRpc::Test::ScriptedPeer;
using namespace std::chrono_literals;

namespace {

class LongWork : public QObject, public HeldCalls
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> promised()
    {
        const QFuture<int> future = hold();
        hasBegun.release();
        return future;
    }

    Q_INVOKABLE QFuture<int> told(const CallContext &call)
    {
        context = call;
        return promised();
    }

    Q_INVOKABLE int blocking(const CallContext &call)
    {
        call.setProgressRange(0, 2);
        call.setProgressValueAndText(1, u"half"_s);
        hasBegun.release();
        mayReturn.acquire();
        call.setProgressValue(2);
        return 7;
    }

    QSemaphore hasBegun;
    QSemaphore mayReturn;
};

// A server in a thread of its own, which has a LongWork.
class ServerThread : public QThread
{
public:
    explicit ServerThread(LongWork &work) : m_work(work) { m_work.moveToThread(this); }
    ~ServerThread() override
    {
        quit();
        wait();
    }

    QUrl listen()
    {
        start();
        m_isListening.acquire();
        return m_url;
    }

protected:
    void run() override
    {
        Server server;
        server.expose(&m_work);
        if (!server.listen())
            qFatal("the server does not listen");
        m_url = server.url();
        m_isListening.release();
        exec();
    }

private:
    LongWork &m_work;
    QUrl m_url;
    QSemaphore m_isListening;
};

const QByteArray request = R"({"jsonrpc":"2.0","method":"told","id":7})"_ba;

QByteArray requestWith(const QByteArray &token)
{
    return R"({"jsonrpc":"2.0","method":"told","progressToken":)" + token + R"(,"id":7})";
}

QByteArray progressNotification(const QByteArray &token, const QByteArray &value)
{
    return R"({"jsonrpc":"2.0","method":"$/progress","params":{"token":)" + token + R"(,"value":)"
        + value + "}}";
}

} // namespace

// How far a call has come.
class tst_Progress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void progressReachesTheReply_data();
    void progressReachesTheReply();
    void progressReachesTheFuture();
    void whatAContextSaysReachesTheReply();
    void blockingMethodIsHeardOf();
    void methodInAnotherThreadIsHeardOf();
    void lastProgressComesBeforeTheAnswer();
    void nothingComesAfterTheAnswer();
    void nobodyHearsOfItWhoHasNotAsked();
    void tokenIsEchoed_data();
    void tokenIsEchoed();
    void progressOfOneTurnIsOneMessage();
    void progressCanBeAskedForLater();
    void callThatWaitsAsksItself();
    void progressOfAnotherMakeIsUnderstood_data();
    void progressOfAnotherMakeIsUnderstood();
    void strangeProgressIsIgnored_data();
    void strangeProgressIsIgnored();
    void progressThatNobodyAskedForIsIgnored();
    void contextThatIsGoneIsNotTold();
    void listenerMayDestroyItsChannel();
    void laterStageHasNone();
    void nothingIsAskedInFastApi();
};

void tst_Progress::progressReachesTheReply_data()
{
    QTest::addColumn<bool>("asksAtOnce");
    QTest::newRow("asked for with the call") << true;
    QTest::newRow("asked for after the call") << false;
}

void tst_Progress::progressReachesTheReply()
{
    QFETCH(bool, asksAtOnce);
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QList<Progress> seen;
    const Reply<int> reply = pair.left().with({.progress = asksAtOnce}).call<int>("promised");
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.promise().setProgressRange(10, 20);
    reply.onProgress(this, [&](const Progress &progress) { seen.append(progress); });
    QTRY_VERIFY(seen.contains(Progress{10, 10, 20, {}}));
    work.promise().setProgressValueAndText(20, u"done"_s);
    QTRY_COMPARE(seen.last(), (Progress{20, 10, 20, u"done"_s}));
    work.finish(3);
    QCOMPARE(waitFor(reply), 3);
}

void tst_Progress::progressReachesTheFuture()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QFutureWatcher<int> watcher;
    QSignalSpy values(&watcher, &QFutureWatcherBase::progressValueChanged);
    watcher.setFuture(pair.left().with({.progress = true}).call<int>("promised"));
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.promise().setProgressRange(0, 4);
    work.promise().setProgressValueAndText(4, u"all"_s);
    QTRY_COMPARE(watcher.progressValue(), 4);
    QCOMPARE(watcher.progressMaximum(), 4);
    QCOMPARE(watcher.progressText(), u"all"_s);
    QTRY_VERIFY(values.contains(QVariantList{4}));
    work.finish(3);
    QTRY_VERIFY(watcher.isFinished());
    QCOMPARE(watcher.result(), 3);
}

void tst_Progress::whatAContextSaysReachesTheReply()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QList<Progress> seen;
    const Reply<int> reply = pair.left().call<int>("told").onProgress(
        this, [&](const Progress &progress) { seen.append(progress); });
    QTRY_VERIFY(work.context.wantsProgress());
    work.context.setProgressRange(0, 3);
    work.context.setProgressValue(4); // outside
    work.context.setProgressValueAndText(2, u"two"_s);
    QTRY_COMPARE(seen, (QList<Progress>{{2, 0, 3, u"two"_s}}));
    work.finish(3);
    QCOMPARE(waitFor(reply), 3);
    QVERIFY(!work.context.wantsProgress());
}

void tst_Progress::blockingMethodIsHeardOf()
{
    QFETCH_GLOBAL(ChannelPair::Kind, kind);
    if (kind != ChannelPair::Kind::WebSocket)
        return;
    LongWork work;
    ServerThread server(work);
    Client client(server.listen());
    client.open();
    QList<Progress> seen;
    const Reply<int> reply =
        client.with({.progress = true})
            .call<int>("blocking")
            .onProgress(this, [&](const Progress &progress) { seen.append(progress); });
    QTRY_VERIFY(!seen.isEmpty()); // while the method blocks
    QVERIFY(!reply.isFinished());
    work.mayReturn.release();
    QCOMPARE(waitFor(reply), 7);
    QCOMPARE(seen.last(), (Progress{2, 0, 2, {}}));
}

void tst_Progress::methodInAnotherThreadIsHeardOf()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    QThread thread;
    work.moveToThread(&thread);
    thread.start();
    pair.right().expose(&work);
    QList<Progress> seen;
    const Reply<int> reply =
        pair.left().call<int>("blocking").onProgress(this, [&](const Progress &progress) {
            seen.append(progress);
        });
    QTRY_COMPARE(seen, (QList<Progress>{{1, 0, 2, u"half"_s}}));
    work.mayReturn.release();
    QCOMPARE(waitFor(reply), 7);
    QCOMPARE(seen.last(), (Progress{2, 0, 2, {}}));
    thread.quit();
    thread.wait();
}

void tst_Progress::lastProgressComesBeforeTheAnswer()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    QList<int> order;
    const Reply<int> reply =
        pair.left()
            .with({.progress = true})
            .call<int>("told")
            .onProgress(this, [&](const Progress &progress) { order.append(progress.value); })
            .then(this, [&](int result) {
                order.append(result);
                return result;
            });
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.context.setProgressValue(99);
    work.finish(100);
    QCOMPARE(waitFor(reply), 100);
    QCOMPARE(order, (QList<int>{99, 100}));
}

void tst_Progress::nothingComesAfterTheAnswer()
{
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(requestWith("1"));
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.finish(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","result":3,"id":7})"_ba);
    work.context.setProgressValue(5);
    peer.send(R"({"jsonrpc":"2.0","method":"nothing","id":8})");
    QCOMPARE(errorCodeOf(peer.next()), -32601);
}

void tst_Progress::nobodyHearsOfItWhoHasNotAsked()
{
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(request);
    QTRY_COMPARE(work.hasBegun.available(), 1);
    QVERIFY(!work.context.wantsProgress());
    work.context.setProgressValue(5);
    work.promise().setProgressValue(5);
    peer.send(R"({"jsonrpc":"2.0","method":"nothing","id":8})");
    QCOMPARE(errorCodeOf(peer.next()), -32601);
    work.finish(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","result":3,"id":7})"_ba);
}

void tst_Progress::tokenIsEchoed_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isOne");
    QTest::newRow("number") << "42"_ba << true;
    QTest::newRow("string") << "\"a \\\"token\\\"\""_ba << true;
    QTest::newRow("empty string") << "\"\""_ba << true;
    QTest::newRow("null") << "null"_ba << false;
    QTest::newRow("object") << "{}"_ba << false;
    QTest::newRow("longer than an id") << '"' + QByteArray(2000, 'x') + '"' << false;
}

void tst_Progress::tokenIsEchoed()
{
    QFETCH(const QByteArray, token);
    QFETCH(bool, isOne);
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(requestWith(token));
    QTRY_COMPARE(work.hasBegun.available(), 1);
    QCOMPARE(work.context.wantsProgress(), isOne);
    work.context.setProgressRange(0, 10);
    work.context.setProgressValueAndText(4, u"four"_s);
    if (isOne)
        QCOMPARE(peer.next(),
            progressNotification(token, R"({"value":4,"minimum":0,"maximum":10,"text":"four"})"));
    work.finish(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","result":3,"id":7})"_ba);
}

void tst_Progress::progressOfOneTurnIsOneMessage()
{
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(requestWith("1"));
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.context.setProgressRange(0, 1000);
    for (int i = 0; i <= 1000; ++i)
        work.context.setProgressValue(i);
    QCOMPARE(
        peer.next(), progressNotification("1", R"({"value":1000,"minimum":0,"maximum":1000})"));
    work.context.setProgressValue(1000); // as before
    work.context.setProgressValue(500);
    QCOMPARE(peer.next(), progressNotification("1", R"({"value":500,"minimum":0,"maximum":1000})"));
    work.finish(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","result":3,"id":7})"_ba);
}

void tst_Progress::progressCanBeAskedForLater()
{
    LongWork work;
    Server server;
    server.expose(&work);
    QVERIFY(server.listen());
    ScriptedPeer peer(server.url());
    peer.send(request);
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.context.setProgressValue(5);
    const QByteArray asking = R"({"jsonrpc":"2.0","method":"$/requestProgress","params":)";
    peer.send(asking + R"({"id":8,"token":1}})"); // of no call
    peer.send(asking + R"({"id":7}})"); // without a token
    peer.send(asking + R"({"id":7,"token":"t"}})");
    peer.send(asking + R"({"id":7,"token":"u"}})"); // once is enough
    const QByteArray value = R"({"value":5,"minimum":0,"maximum":0})";
    QCOMPARE(peer.next(), progressNotification("\"t\"", value));
    work.finish(3);
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","result":3,"id":7})"_ba);
}

void tst_Progress::callThatWaitsAsksItself()
{
    ScriptedPeer peer;
    Client client(peer.url());
    const Reply<int> reply = client.call<int>("slow").onProgress(this, [](const Progress &) {});
    client.open();
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","method":"slow","progressToken":1,"id":1})"_ba);
    reply.onProgress(this, [](const Progress &) {});
    const Reply<int> second = client.call<int>("slow");
    QCOMPARE(peer.next(), R"({"jsonrpc":"2.0","method":"slow","id":2})"_ba);
    second.onProgress(this, [](const Progress &) {});
    QCOMPARE(peer.next(),
        R"({"jsonrpc":"2.0","method":"$/requestProgress","params":{"id":2,"token":2}})"_ba);
}

void tst_Progress::progressOfAnotherMakeIsUnderstood_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<Progress>("progress");
    QTest::newRow("ours") << R"({"value":2,"minimum":1,"maximum":3,"text":"t"})"_ba
                          << Progress{2, 1, 3, u"t"_s};
    QTest::newRow("of the Language Server Protocol")
        << R"({"kind":"report","message":"indexing","percentage":40})"_ba
        << Progress{40, 0, 100, u"indexing"_s};
    QTest::newRow("a number") << "5"_ba << Progress{5, 0, 0, {}};
    QTest::newRow("a fraction") << "5.9"_ba << Progress{5, 0, 0, {}};
    QTest::newRow("a number beyond int")
        << "5000000000"_ba << Progress{std::numeric_limits<int>::max(), 0, 0, {}};
    QTest::newRow("null") << "null"_ba << Progress{};
}

void tst_Progress::progressOfAnotherMakeIsUnderstood()
{
    QFETCH(const QByteArray, value);
    QFETCH(const Progress, progress);
    ScriptedPeer peer;
    Client client(peer.url());
    client.open();
    QList<Progress> seen;
    const Reply<int> reply =
        client.with({.progress = true}).call<int>("slow").onProgress(this, [&](const Progress &p) {
            seen.append(p);
        });
    QVERIFY(!peer.next().isEmpty());
    peer.send(progressNotification("1", value));
    QTRY_COMPARE(seen, QList<Progress>{progress});
    QFuture<int> future = reply;
    peer.send(progressNotification("1", R"({"value":7,"minimum":0,"maximum":9})"));
    QTRY_COMPARE(future.progressValue(), 7);
    peer.send(R"({"jsonrpc":"2.0","result":3,"id":1})");
    QCOMPARE(waitFor(reply), 3);
}

void tst_Progress::strangeProgressIsIgnored_data()
{
    QTest::addColumn<QByteArray>("params");
    QTest::newRow("of another token") << R"({"token":2,"value":5})"_ba;
    QTest::newRow("of a string") << R"({"token":"1","value":5})"_ba;
    QTest::newRow("without a token") << R"({"value":5})"_ba;
    QTest::newRow("without a value") << R"({"token":1})"_ba;
    QTest::newRow("by position") << "[1,5]"_ba;
}

void tst_Progress::strangeProgressIsIgnored()
{
    QFETCH(const QByteArray, params);
    ScriptedPeer peer;
    Client client(peer.url());
    client.open();
    QList<Progress> seen;
    const Reply<int> reply =
        client.with({.progress = true})
            .call<int>("slow")
            .onProgress(this, [&](const Progress &progress) { seen.append(progress); });
    QVERIFY(!peer.next().isEmpty());
    peer.send(R"({"jsonrpc":"2.0","method":"$/progress","params":)" + params + '}');
    peer.send(R"({"jsonrpc":"2.0","result":3,"id":1})");
    QCOMPARE(waitFor(reply), 3);
    peer.send(progressNotification("1", "5")); // too late
    peer.send(R"({"jsonrpc":"2.0","method":"nothing","id":8})");
    QCOMPARE(errorCodeOf(peer.next()), -32601);
    QCOMPARE(seen, QList<Progress>());
}

void tst_Progress::progressThatNobodyAskedForIsIgnored()
{
    ScriptedPeer peer;
    Client client(peer.url());
    client.open();
    const Reply<int> reply = client.call<int>("slow");
    QVERIFY(!peer.next().isEmpty());
    const QFuture<int> future = reply;
    peer.send(progressNotification("1", R"({"value":5,"minimum":0,"maximum":9})"));
    peer.send(R"({"jsonrpc":"2.0","result":3,"id":1})");
    QCOMPARE(waitFor(reply), 3);
    QCOMPARE(future.progressMaximum(), 0);
}

void tst_Progress::contextThatIsGoneIsNotTold()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    auto object = std::make_unique<QObject>();
    bool isTold = false;
    QList<Progress> seen;
    const Reply<int> reply =
        pair.left()
            .call<int>("told")
            .onProgress(object.get(), [&](const Progress &) { isTold = true; })
            .onProgress(this, [&](const Progress &progress) { seen.append(progress); });
    object.reset();
    QTRY_VERIFY(work.context.wantsProgress());
    work.context.setProgressValue(5);
    QTRY_COMPARE(seen.size(), 1);
    QVERIFY(!isTold);
    work.finish(3);
    QCOMPARE(waitFor(reply), 3);
}

void tst_Progress::listenerMayDestroyItsChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    bool isToldAfterwards = false;
    const Reply<int> reply =
        pair.left()
            .call<int>("told")
            .onProgress(this, [&](const Progress &) { pair.deleteLeft(); })
            .onProgress(this, [&](const Progress &) { isToldAfterwards = true; });
    QTRY_VERIFY(work.context.wantsProgress());
    work.context.setProgressValue(5);
    QCOMPARE(errorOf(reply).kind(), Error::Kind::Closed);
    QVERIFY(!isToldAfterwards);
}

void tst_Progress::laterStageHasNone()
{
    ChannelPair pair(ChannelPair::fetchKind());
    LongWork work;
    pair.right().expose(&work);
    const Reply<int> reply = pair.left().call<int>("told").then([](int result) { return result; });
    QTest::ignoreMessage(
        QtWarningMsg, "onProgress() has no effect behind then() or onFailed(): put it first");
    reply.onProgress(this, [](const Progress &) {});
    QTRY_COMPARE(work.hasBegun.available(), 1);
    work.finish(3);
    QCOMPARE(waitFor(reply), 3);
}

void tst_Progress::nothingIsAskedInFastApi()
{
    ScriptedPeer peer;
    Client client(peer.url());
    client.setDialect(Dialect::FastApi);
    client.open();
    QVERIFY(peer.next().contains("_ping_"));
    peer.send(R"({"request":null,"response":{"result":"pong","call_id":"1"}})");
    QTRY_VERIFY(client.isConnected());
    const Reply<int> reply =
        client.with({.progress = true}).call<int>("slow").onProgress(this, [](const Progress &) {});
    QVERIFY(peer.next().startsWith(R"({"request":{"method":"slow","arguments":{},"call_id":)"));
    reply.onProgress(this, [](const Progress &) {});
    client.notify("last");
    QVERIFY(peer.next().contains("last"));
}

QTEST_GUILESS_MAIN(tst_Progress)
#include "tst_progress.moc"
