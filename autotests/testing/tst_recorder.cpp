// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "failingtest.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/client.h>
#include <websocketrpc/test/channelpair.h>
#include <websocketrpc/test/recorder.h>
#include <websocketrpc/test/waitfor.h>

#include <QFuture>
#include <QPromise>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc::Test;
using WebSocketRpc::CallContext;
using WebSocketRpc::Error;

class Shop : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int order(const QString &item, int count = 1) = 0;
    Q_INVOKABLE virtual QString whoAmI(const CallContext &context) = 0;
    Q_INVOKABLE virtual QVariant echo(const QVariant &value) = 0;
    Q_INVOKABLE virtual QString price(const QString &item) = 0;
    Q_INVOKABLE virtual int price(int item) = 0;
    Q_INVOKABLE virtual QFuture<int> orderLater(const QString &item) = 0;
    Q_INVOKABLE virtual void open() = 0;
};

class CornerShop : public Shop
{
    Q_OBJECT

public:
    int order(const QString &item, int count) override { return int(item.size()) * count; }
    QString whoAmI(const CallContext &context) override { return context.method(); }
    QVariant echo(const QVariant &value) override { return value; }
    QString price(const QString &item) override { return item; }
    int price(int item) override { return item; }
    QFuture<int> orderLater(const QString &item) override
    {
        return QtFuture::makeReadyFuture(int(item.size()));
    }
    void open() override { throw Error(1, u"closed on Sundays"_s); }
};

class tst_Recorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void callsReachTheObject();
    void callsAreRecordedInOrder();
    void contextIsNotRecorded();
    void variantIsRecordedAsItsValue();
    void interfaceAnswersWithDefaults();
    void answerIsReturned();
    void answerOverridesTheObject();
    void failureIsReturned();
    void handlerSeesTheArguments();
    void futureMayFinishLater();
    void objectMayBeGone();
    void onlyTheMethodsOfTheClassAreThere();
    void callIsPrinted();
    void clearForgetsTheCallsAlone();
    void resetForgetsTheAnswersToo();
    void answersOfOneCallWaitInLine();
    void answersComeInTurn();
    void objectAnswersAfterwards();
    void overloadsShareAnAnswer();
    void handlerMayDestroyTheRecorder();
    void unknownMethodsFailTheTest();
    void unknownMethodIsReportedOnce();
    void wrongResultFailsTheTest_data();
    void wrongResultFailsTheTest();

private:
    ChannelPair m_channels;
};

void tst_Recorder::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_channels = channelPair();
}

void tst_Recorder::callsReachTheObject()
{
    CornerShop shop;
    Recorder recorder(&shop);
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<&Shop::order>(u"tea"_s, 2)), 6);
    QCOMPARE(waitFor(m_channels.left->call<&Shop::orderLater>(u"tea"_s)), 3);
    QCOMPARE(errorOf(m_channels.left->call<void>("open")).message(), u"closed on Sundays"_s);
    QCOMPARE(recorder.calls().size(), 3);
}

void tst_Recorder::callsAreRecordedInOrder()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    m_channels.left->notify("order", "tea", 2);
    m_channels.left->notify("order", {{"count", 3}, {"item", "milk"}});
    m_channels.left->notify("open");
    waitFor(m_channels.left->call<int>("order", "sugar"));
    const QList<RecordedCall> expected = {{u"order"_s, {u"tea"_s, 2}}, {u"order"_s, {u"milk"_s, 3}},
        {u"open"_s}, {u"order"_s, {u"sugar"_s}}};
    QCOMPARE(recorder.calls(), expected);
    QCOMPARE(recorder.callsOf("order"),
        (QList<QVariantList>{{u"tea"_s, 2}, {u"milk"_s, 3}, {u"sugar"_s}}));
}

void tst_Recorder::contextIsNotRecorded()
{
    CornerShop shop;
    Recorder recorder(&shop);
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<QString>("whoAmI")), u"whoAmI"_s);
    QCOMPARE(recorder.calls(), QList<RecordedCall>{{u"whoAmI"_s}});
}

void tst_Recorder::variantIsRecordedAsItsValue()
{
    CornerShop shop;
    Recorder recorder(&shop);
    m_channels.right->expose(&recorder);
    waitFor(m_channels.left->call<QVariant>("echo", "text"));
    QCOMPARE(recorder.calls(), (QList<RecordedCall>{{u"echo"_s, {u"text"_s}}}));
    recorder.answer("echo", 5);
    QCOMPARE(waitFor(m_channels.left->call<int>("echo", "text")), 5);
}

void tst_Recorder::interfaceAnswersWithDefaults()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<&Shop::order>(u"tea"_s)), 0);
    QCOMPARE(waitFor(m_channels.left->call<QString>("whoAmI")), QString());
    waitFor(m_channels.left->call<void>("open"));
}

void tst_Recorder::answerIsReturned()
{
    Recorder recorder(Shop::staticMetaObject);
    recorder.answer("order", 0);
    recorder.answer("order", 42);
    recorder.answer(u"whoAmI"_s, u"somebody whose name takes room"_s);
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 42);
    QCOMPARE(
        waitFor(m_channels.left->call<QString>("whoAmI")), u"somebody whose name takes room"_s);
}

void tst_Recorder::answerOverridesTheObject()
{
    CornerShop shop;
    Recorder recorder(&shop);
    recorder.answer("order", 42);
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 42);
}

void tst_Recorder::failureIsReturned()
{
    Recorder recorder(Shop::staticMetaObject);
    recorder.fail("order", Error(7, u"sold out"_s, QJsonArray{1}));
    m_channels.right->expose(&recorder);
    const Error error = errorOf(m_channels.left->call<int>("order", "tea"));
    QCOMPARE(error.code(), 7);
    QCOMPARE(error.message(), u"sold out"_s);
    QCOMPARE(error.data(), QJsonValue(QJsonArray{1}));
    QCOMPARE(recorder.calls().size(), 1);
}

void tst_Recorder::handlerSeesTheArguments()
{
    Recorder recorder(Shop::staticMetaObject);
    recorder.handle(
        "order", [](const QVariantList &arguments) { return arguments[1].toInt() * 10; });
    m_channels.right->expose(&recorder);
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea", 4)), 40);
}

void tst_Recorder::futureMayFinishLater()
{
    QPromise<int> promise;
    promise.start();
    Recorder recorder(Shop::staticMetaObject);
    recorder.answer("orderLater", QVariant::fromValue(promise.future()));
    m_channels.right->expose(&recorder);
    const auto reply = m_channels.left->call<int>("orderLater", "tea");
    QTRY_COMPARE(recorder.calls().size(), 1);
    QVERIFY(!reply.isFinished());
    promise.addResult(9);
    promise.finish();
    QCOMPARE(waitFor(reply), 9);
}

void tst_Recorder::objectMayBeGone()
{
    auto shop = std::make_unique<CornerShop>();
    Recorder recorder(shop.get());
    m_channels.right->expose(&recorder);
    shop.reset();
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 0);
    QCOMPARE(recorder.calls().size(), 1);
}

void tst_Recorder::onlyTheMethodsOfTheClassAreThere()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    for (const char *const name : {"deleteLater", "answer", "qt_metacall", "close"})
        QCOMPARE(errorOf(m_channels.left->call<void>(name)).code(), int(Error::MethodNotFound));
    QCOMPARE(recorder.calls(), QList<RecordedCall>());
}

void tst_Recorder::callIsPrinted()
{
    const std::unique_ptr<char[]> text(toString(RecordedCall{u"order"_s, {u"tea"_s, 2}}));
    QVERIFY2(QByteArray(text.get()).startsWith("order("), text.get());
    QVERIFY2(QByteArray(text.get()).contains("\"tea\""), text.get());
}

void tst_Recorder::clearForgetsTheCallsAlone()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    recorder.answer("order", 42);
    waitFor(m_channels.left->call<int>("order", "tea"));
    recorder.clear();
    QCOMPARE(recorder.calls(), QList<RecordedCall>());
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 42);
}

void tst_Recorder::resetForgetsTheAnswersToo()
{
    CornerShop shop;
    Recorder recorder(&shop);
    m_channels.right->expose(&recorder);
    recorder.fail("order", Error(7, u"sold out"_s));
    recorder.failOnce("order", Error(8, u"closed"_s));
    QCOMPARE(errorOf(m_channels.left->call<int>("order", "tea")).code(), 8);
    recorder.failOnce("order", Error(8, u"closed"_s));
    recorder.reset();
    QCOMPARE(recorder.calls(), QList<RecordedCall>());
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 3);
    QCOMPARE(recorder.callsOf("order"), (QList<QVariantList>{{u"tea"_s}}));
}

void tst_Recorder::answersOfOneCallWaitInLine()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    const auto order = [this] { return m_channels.left->call<int>("order", "tea"); };
    recorder.answer("order", 9);
    recorder.answerOnce("order", 1);
    recorder.failOnce("order", Error(7, u"sold out"_s));
    recorder.handleOnce("order", [](const QVariantList &arguments) { return arguments.size(); });
    QCOMPARE(waitFor(order()), 1);
    QCOMPARE(errorOf(order()).code(), 7);
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea", 5)), 2);
    QCOMPARE(waitFor(order()), 9);
    QCOMPARE(waitFor(order()), 9);
}

void tst_Recorder::answersComeInTurn()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    recorder.answerInTurn("order", {3, 2, 1});
    recorder.answerInTurn("order", {10});
    QList<int> answers;
    for (int i = 0; i < 5; ++i)
        answers.append(waitFor(m_channels.left->call<int>("order", "tea")));
    QCOMPARE(answers, (QList<int>{3, 2, 1, 10, 0}));
}

void tst_Recorder::objectAnswersAfterwards()
{
    CornerShop shop;
    Recorder recorder(&shop);
    m_channels.right->expose(&recorder);
    recorder.failOnce("order", Error(7, u"sold out"_s));
    QCOMPARE(errorOf(m_channels.left->call<int>("order", "tea")).code(), 7);
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 3);
}

void tst_Recorder::overloadsShareAnAnswer()
{
    Recorder recorder(Shop::staticMetaObject);
    m_channels.right->expose(&recorder);
    recorder.answer("price", 5);
    QCOMPARE(waitFor(m_channels.left->call<QString>("price", "tea")), u"5"_s);
    QCOMPARE(waitFor(m_channels.left->call<int>("price", 1)), 5);
    recorder.answer("price", "cheap"); // only one of them can return it
    QCOMPARE(waitFor(m_channels.left->call<QString>("price", "tea")), u"cheap"_s);
}

void tst_Recorder::handlerMayDestroyTheRecorder()
{
    auto recorder = std::make_unique<Recorder>(Shop::staticMetaObject);
    m_channels.right->expose(recorder.get());
    recorder->handle("order", [&recorder](const QVariantList &) {
        recorder.reset();
        return 6;
    });
    QCOMPARE(waitFor(m_channels.left->call<int>("order", "tea")), 6);
    QVERIFY(!recorder);
}

void tst_Recorder::unknownMethodsFailTheTest()
{
    const auto result = runFailingTest(u"unknownMethods"_s);
    QCOMPARE(result.status, 1);
    QCOMPARE(
        result.output.count("Methods has no invokable method \"cuont\"; it has fail, count"), 7);
    QVERIFY2(result.output.contains("no invokable method \"destroyed\""), result.output);
    for (int i = 0; i < 8; ++i)
        QVERIFY2(result.output.contains(failingLine(u"unknownMethods"_s, i)), result.output);
}

void tst_Recorder::unknownMethodIsReportedOnce()
{
    const auto result = runFailingTest(u"unknownMethodAskedForAgain"_s);
    QCOMPARE(result.output.count("no invokable method"), 1);
    QVERIFY2(result.output.contains(failingLine(u"unknownMethodAskedForAgain"_s)), result.output);
}

void tst_Recorder::wrongResultFailsTheTest_data()
{
    QTest::addColumn<QString>("function");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("answer") << u"resultOfAnotherType"_s << "QVariantList"_ba;
    QTest::newRow("one of several") << u"oneResultOfAnotherType"_s << "QString"_ba;
    QTest::newRow("handler") << u"handledResultOfAnotherType"_s << "QString"_ba;
}

void tst_Recorder::wrongResultFailsTheTest()
{
    QFETCH(const QString, function);
    QFETCH(const QByteArray, type);
    QCOMPARE(problemOfFailingTest(function, "count() returns int, not " + type), QByteArray());
}

QTEST_GUILESS_MAIN(tst_Recorder)
#include "tst_recorder.moc"
