// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "channelpair.h"
#include "waitfor.h"

#include <websocketrpc/registertype.h>

#include <QThread>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

constexpr int noGetting = 13;
constexpr int noSetting = 14;
constexpr int noMoving = 15;

[[noreturn]] void fail()
{
    throw std::runtime_error("secret detail");
}

} // namespace

// A type whose functions throw if the number says so.
class Moody
{
    Q_GADGET
    Q_PROPERTY(int value READ value WRITE setValue)

public:
    Moody() = default;
    explicit Moody(int value) : m_value(value) { }
    Moody(const Moody &other) : m_value(other.m_value)
    {
        if (m_value == noMoving)
            fail();
    }
    Moody &operator=(const Moody &) = default;

    int value() const
    {
        if (m_value == noGetting)
            fail();
        return m_value;
    }
    void setValue(int value)
    {
        if (value == noSetting)
            fail();
        m_value = value;
    }

private:
    int m_value = 0;
};

// A type whose converters throw.
struct Thorny
{
};

class Giver : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE Moody give(int value) { return Moody(value); }
    Q_INVOKABLE QList<Moody> giveList(int value) { return {Moody(1), Moody(value)}; }
    Q_INVOKABLE QVariant giveVariant(int value) { return QVariant::fromValue(Moody(value)); }
    Q_INVOKABLE QFuture<Moody> giveReady(int value)
    {
        QPromise<Moody> promise;
        promise.start();
        promise.addResult(Moody(value));
        promise.finish();
        return promise.future();
    }
    Q_INVOKABLE QFuture<Moody> giveLater(int value)
    {
        auto promise = std::make_shared<QPromise<Moody>>();
        promise->start();
        QMetaObject::invokeMethod(
            this,
            [promise, value] {
                promise->addResult(Moody(value));
                promise->finish();
            },
            Qt::QueuedConnection);
        return promise->future();
    }
    Q_INVOKABLE Thorny giveThorny() { return {}; }
    Q_INVOKABLE QJsonValue giveJson(int value) { return QJsonObject{{u"value"_s, value}}; }
    Q_INVOKABLE int take(const Moody &moody) { return moody.value(); }
    Q_INVOKABLE int takeThorny(const Thorny &) { return 0; }
    Q_INVOKABLE int one() { return 1; }
};

class tst_Throwing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void resultThatCannotBeReadFromAnswersAnError_data();
    void resultThatCannotBeReadFromAnswersAnError();
    void resultOfAnotherThreadAnswersAnError();
    void otherAnswersOfTheBatchAreWhole();
    void exceptionTextIsRevealedOnRequest();
    void argumentThatCannotBeReadAnswersAnError();
    void argumentThatCannotBeWrittenFailsTheCall();
    void notificationThatCannotBeWrittenIsReported();
    void resultThatCannotBeStoredFailsTheCall();
    void resultThatCannotBeMovedFailsTheCall();
};

void tst_Throwing::initTestCase()
{
    registerType<Moody>();
    QMetaType::registerConverter<Thorny, QJsonValue>(
        [](const Thorny &) -> QJsonValue { throw Error(7, u"thorny"_s); });
    QMetaType::registerConverter<QJsonValue, Thorny>([](const QJsonValue &) -> Thorny { throw 7; });
}

void tst_Throwing::resultThatCannotBeReadFromAnswersAnError_data()
{
    QTest::addColumn<QByteArray>("method");

    for (const char *method : {"give", "giveList", "giveVariant", "giveReady", "giveLater"})
        QTest::newRow(method) << QByteArray(method);
}

void tst_Throwing::resultThatCannotBeReadFromAnswersAnError()
{
    QFETCH(const QByteArray, method);

    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    const Error error = errorOf(pair.left().call<QJsonValue>(method, noGetting));
    QCOMPARE(error.code(), int(Error::InternalError));
    QCOMPARE(error.message(), u"internal error"_s);
    QVERIFY(waitFor(pair.left().call<QJsonValue>(method, 5)) != QJsonValue());
    QCOMPARE(errorOf(pair.left().call<QJsonValue>("giveThorny")).code(), 7);
}

void tst_Throwing::resultOfAnotherThreadAnswersAnError()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QThread thread;
    Giver giver;
    giver.moveToThread(&thread);
    thread.start();
    pair.right().expose(&giver);
    for (const char *method : {"give", "giveReady"}) {
        QCOMPARE(errorOf(pair.left().call<QJsonValue>(method, noGetting)).message(),
            u"internal error"_s);
    }
    QCOMPARE(waitFor(pair.left().call<int>("one")), 1);
    thread.quit();
    thread.wait();
}

void tst_Throwing::otherAnswersOfTheBatchAreWhole()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    Batch batch = pair.left().batch();
    const auto before = batch.call<QJsonValue>("giveList", 5);
    const auto failed = batch.call<QJsonValue>("giveList", noGetting);
    const auto behind = batch.call<QJsonValue>("giveList", 6);
    batch.send();
    const auto list = [](int second) {
        return QJsonArray{QJsonObject{{u"value"_s, 1}}, QJsonObject{{u"value"_s, second}}};
    };
    QCOMPARE(waitFor(before), QJsonValue(list(5)));
    QCOMPARE(errorOf(failed).message(), u"internal error"_s);
    QCOMPARE(waitFor(behind), QJsonValue(list(6)));
}

void tst_Throwing::exceptionTextIsRevealedOnRequest()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    pair.right().setRevealsExceptions(true);
    QCOMPARE(errorOf(pair.left().call<QJsonValue>("give", noGetting)).message(),
        u"internal error: secret detail"_s);
}

void tst_Throwing::argumentThatCannotBeReadAnswersAnError()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    const QVariantMap moody{{u"value"_s, noSetting}};
    QCOMPARE(errorOf(pair.left().call<int>("take", moody)).message(), u"internal error"_s);
    QCOMPARE(errorOf(pair.left().call<int>("takeThorny", 1)).message(), u"internal error"_s);
    QCOMPARE(waitFor(pair.left().call<int>("take", QVariantMap{{u"value"_s, 3}})), 3);
}

void tst_Throwing::argumentThatCannotBeWrittenFailsTheCall()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    const auto reply = pair.left().call<int>("take", Moody(noGetting));
    QVERIFY(reply.isFinished());
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::InvalidCall);
    QCOMPARE(error.message(), u"argument '0': exception 'secret detail'"_s);
    QCOMPARE(errorOf(pair.left().call<int>("take", {{"moody", Moody(noGetting)}})).kind(),
        Error::Kind::InvalidCall);
    QCOMPARE(waitFor(pair.left().call<int>("take", Moody(4))), 4);
}

void tst_Throwing::notificationThatCannotBeWrittenIsReported()
{
    ChannelPair pair(ChannelPair::fetchKind());
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"exception 'secret detail'"_s));
    pair.left().notify("take", Moody(noGetting));
}

void tst_Throwing::resultThatCannotBeStoredFailsTheCall()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    const Error error = errorOf(pair.left().call<Moody>("giveJson", noSetting));
    QCOMPARE(error.kind(), Error::Kind::InvalidAnswer);
    QCOMPARE(error.message(), u"the result is not as asked for: exception 'secret detail'"_s);
    QCOMPARE(errorOf(pair.left().call<Thorny>("giveJson", 1)).kind(), Error::Kind::InvalidAnswer);
    QCOMPARE(waitFor(pair.left().call<Moody>("giveJson", 3)).value(), 3);
}

void tst_Throwing::resultThatCannotBeMovedFailsTheCall()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Giver giver;
    pair.right().expose(&giver);
    QString failure;
    QFuture<Moody> future = pair.left().call<Moody>("giveJson", noMoving);
    pair.left()
        .call<Moody>("giveJson", noMoving)
        .then([](const Moody &) {})
        .onFailed([&failure](const std::exception &exception) {
            failure = QString::fromLatin1(exception.what());
        });
    QTRY_COMPARE(failure, u"secret detail"_s);
    QTRY_VERIFY(future.isFinished());
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, future.waitForFinished());
}

QTEST_GUILESS_MAIN(tst_Throwing)

#include "tst_throwing.moc"
