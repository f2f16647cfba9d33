// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "waitfor.h"

#include <QThread>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_Handlers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void callsAndNotificationsAreHandled();
    void bothEndsHaveHandlers();
    void futureAndReplyAnswerLater();
    void callContextTellsTheChannel();
    void handlerRunsInTheThreadOfItsContext();
    void handlerMayDeleteItsContextAndItsChannel();
    void removedHandlerIsNoMethod();
    void catchAllComesLast();
    void catchAllWithoutResultTakesNotificationsOnly();
};

void tst_Handlers::callsAndNotificationsAreHandled()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QStringList heard;
    pair.right().on("OnVolumeChanged", this,
        [&heard](int volume, const QString &who) { heard.append(who + QString::number(volume)); });
    pair.left().notify("OnVolumeChanged", 3, u"a"_s);
    waitFor(pair.left().call<void>("OnVolumeChanged", 4, u"b"_s));
    QCOMPARE(heard, (QStringList{u"a3"_s, u"b4"_s}));
    const Error error = errorOf(pair.left().call<void>("OnVolumeChanged", 1.5, u"c"_s));
    QCOMPARE(error.code(), int(Error::InvalidParams));
    QCOMPARE(error.message(), u"argument 1: expected int, got 1.5"_s);
    QCOMPARE(heard.size(), 2);
}

void tst_Handlers::bothEndsHaveHandlers()
{
    ChannelPair pair(ChannelPair::fetchKind());
    pair.left().on("name", this, [] { return u"left"_s; });
    pair.right().on("name", this, [] { return u"right"_s; });
    QCOMPARE(waitFor(pair.left().call<QString>("name")), u"right"_s);
    QCOMPARE(waitFor(pair.right().call<QString>("name")), u"left"_s);
}

void tst_Handlers::futureAndReplyAnswerLater()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QPromise<int> promise;
    promise.start();
    pair.right().on("future", this, [&promise] { return promise.future(); });
    pair.right().on(
        "reply", this, [&pair](int value) { return pair.right().call<int>("triple", value); });
    pair.left().on("triple", this, [](int value) { return 3 * value; });

    Reply<int> later = pair.left().call<int>("future");
    QCOMPARE(waitFor(pair.left().call<int>("reply", 5)), 15);
    QVERIFY(!later.isFinished());
    promise.addResult(8);
    promise.finish();
    QCOMPARE(waitFor(later), 8);
}

void tst_Handlers::callContextTellsTheChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Channel *channel = nullptr;
    bool isNotification = false;
    pair.right().on("who", this, [&](const CallContext &call) {
        channel = call.channel();
        isNotification = call.isNotification();
        return call.method();
    });
    QCOMPARE(waitFor(pair.left().call<QString>("who")), u"who"_s);
    QCOMPARE(channel, &pair.right());
    pair.left().notify("who");
    QTRY_VERIFY(isNotification);
}

void tst_Handlers::handlerRunsInTheThreadOfItsContext()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QThread thread;
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    pair.right().on(
        "isElsewhere", &context, [&thread] { return QThread::currentThread() == &thread; });
    QVERIFY(waitFor(pair.left().call<bool>("isElsewhere")));
    thread.quit();
    thread.wait();
}

void tst_Handlers::handlerMayDeleteItsContextAndItsChannel()
{
    ChannelPair pair(ChannelPair::fetchKind());
    auto *const context = new QObject;
    pair.right().on("vanish", context, [context, text = u"gone"_s] {
        delete context;
        return text;
    });
    QCOMPARE(waitFor(pair.left().call<QString>("vanish")), u"gone"_s);
    QCOMPARE(errorOf(pair.left().call<QString>("vanish")).code(), int(Error::MethodNotFound));
    bool isDeleted = false;
    pair.right().on("end", this, [&pair, &isDeleted] {
        pair.deleteRight();
        isDeleted = true;
    });
    QCOMPARE(errorOf(pair.left().call<void>("end")).kind(), Error::Kind::ConnectionLost);
    QVERIFY(isDeleted);
}

void tst_Handlers::removedHandlerIsNoMethod()
{
    ChannelPair pair(ChannelPair::fetchKind());
    pair.right().on("one", this, [] { return 1; });
    QCOMPARE(waitFor(pair.left().call<int>("one")), 1);
    pair.right().off("one");
    QCOMPARE(errorOf(pair.left().call<int>("one")).code(), int(Error::MethodNotFound));
}

void tst_Handlers::catchAllComesLast()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().onAny(this, [](const QString &method, const QJsonValue &params) {
        if (method == "refused"_L1)
            throw Error(Error::MethodNotFound, u"refused"_s);
        return method + QString::number(params.toArray().size());
    });
    pair.right().expose(&calculator);
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
    QCOMPARE(waitFor(pair.left().call<QString>("any.name", 1, 2)), u"any.name2"_s);
    QCOMPARE(errorOf(pair.left().call<QString>("refused")).code(), int(Error::MethodNotFound));
}

void tst_Handlers::catchAllWithoutResultTakesNotificationsOnly()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QStringList heard;
    pair.right().onAny(this, [&heard](const QString &method) { heard.append(method); });
    QCOMPARE(errorOf(pair.left().call<void>("asked")).code(), int(Error::MethodNotFound));
    pair.left().notify("told", 1);
    QTRY_COMPARE(heard, QStringList{u"told"_s});
}

QTEST_GUILESS_MAIN(tst_Handlers)

#include "tst_handlers.moc"
