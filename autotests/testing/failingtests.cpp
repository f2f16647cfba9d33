// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/scriptedpeer.h>
#include <websocketrpc/test/server.h>
#include <websocketrpc/test/waitfor.h>

#include <QPromise>
#include <QTest>

using namespace WebSocketRpc::Test;
using namespace std::chrono_literals;

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int fail() { throw WebSocketRpc::Error(7, QStringLiteral("no luck")); }
    Q_INVOKABLE int count() { return 1; }
};

class Clockwork : public QObject
{
    Q_OBJECT
    Q_PROPERTY(int time MEMBER m_time NOTIFY tick)

Q_SIGNALS:
    void tick(int time);

private:
    int m_time = 0;
};

// Each test fails at the line after its comment; tst_waitfor looks for these lines.
class FailingTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failedCall()
    {
        Methods methods;
        Server server(&methods);
        WebSocketRpc::Client client(server.url());
        client.open();
        // here: failedCall
        const int result = waitFor(client.call<int>("fail"));
        qWarning("returned %d", result);
    }

    void lateCall()
    {
        QPromise<void> promise;
        promise.start();
        // here: lateCall
        waitFor(promise.future(), 20ms);
    }

    void lateError()
    {
        QPromise<int> promise;
        promise.start();
        // here: lateError
        QCOMPARE(errorOf(promise.future(), 20ms), WebSocketRpc::Error());
    }

    void cancelledFuture()
    {
        QPromise<int> promise;
        promise.start();
        promise.future().cancel();
        promise.finish();
        // here: cancelledFuture
        waitFor(promise.future());
    }

    void messageThatDoesNotCome()
    {
        ScriptedPeer peer;
        // here: messageThatDoesNotCome
        QCOMPARE(peer.next(20ms), QByteArray());
    }

    void testThatIsLeft()
    {
        QPromise<int> promise;
        promise.start();
        // here: testThatIsLeft
        const int result = WEBSOCKETRPC_WAIT_FOR(promise.future(), 20ms);
        qWarning("went on with %d", result);
    }

    void resultOfAnotherType()
    {
        Recorder recorder(Methods::staticMetaObject);
        // here: resultOfAnotherType
        recorder.answer("count", QVariantList{1, 2});
    }

    void oneResultOfAnotherType()
    {
        Recorder recorder(Methods::staticMetaObject);
        // here: oneResultOfAnotherType
        recorder.answerInTurn("count", {1, "text", 3});
    }

    void handledResultOfAnotherType()
    {
        Recorder recorder(Methods::staticMetaObject);
        // here: handledResultOfAnotherType
        recorder.handle("count", [](const QVariantList &) { return "text"; });
        const ChannelPair channels = channelPair();
        channels.right->expose(&recorder);
        waitFor(channels.left->call<int>("count"));
    }

    void unknownMethods()
    {
        Recorder recorder(Methods::staticMetaObject);
        // here: unknownMethods
        recorder.answer("cuont", 1);
        recorder.answerOnce("cuont", 1);
        recorder.answerInTurn("cuont", {1});
        recorder.fail("cuont", {});
        recorder.failOnce("cuont", {});
        recorder.handle("cuont", {});
        recorder.handleOnce("cuont", {});
        recorder.callsOf("destroyed").size();
    }

    void unknownProperties()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: unknownProperties
        recorder.setValue("tiem", 1);
        QVERIFY(!recorder.value("tiem").isValid());
        QVERIFY(recorder.writesOf("tiem").isEmpty());
        recorder.refuse("tiem", {});
        recorder.refuseOnce("tiem", {});
        QVERIFY(!recorder.isFollowed("tiem"));
    }

    void unknownSignal()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: unknownSignal
        recorder.emitSignal("tikc", {1});
    }

    void valueOfAnotherType()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: valueOfAnotherType
        recorder.setValue("time", QVariantList{1, 2});
    }

    void missingValue()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: missingValue
        recorder.setValue("time", {});
    }

    void argumentOfAnotherType()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: argumentOfAnotherType
        recorder.emitSignal("tick", {QVariant(QVariantList{1})});
    }

    void missingArgument()
    {
        Recorder recorder(Clockwork::staticMetaObject);
        // here: missingArgument
        recorder.emitSignal("tick");
    }

    void unknownMethodAskedForAgain()
    {
        Recorder recorder(Methods::staticMetaObject);
        // here: unknownMethodAskedForAgain
        QTRY_COMPARE_WITH_TIMEOUT(recorder.callsOf("cuont").size(), 1, 60);
    }
};

QTEST_GUILESS_MAIN(FailingTests)
#include "failingtests.moc"
