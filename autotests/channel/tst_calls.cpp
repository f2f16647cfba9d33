// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "channelpair.h"
#include "clock_p.h"
#include "waitfor.h"

#include <QJsonArray>

#include <cmath>

using namespace WebSocketRpc;

class Faulty : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void take(QObject *) { }
};

class tst_Calls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { ChannelPair::addRows(); }
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void positionalArguments();
    void namedArguments();
    void storedArguments();
    void methodPointer();
    void callThatNobodyCanAnswerFailsAtOnce();
    void textArguments();
    void defaultsCount();
    void everyPlainTypeArrivesExactly();
    void voidMethodSettles();
    void errorOfTheMethod();
    void exceptionTextStaysSecret();
    void exceptionTextIsRevealedOnRequest();
    void unknownMethod();
    void refusedMethodIsExplainedWhereItIs();
    void argumentOfWrongType();
    void resultOfWrongType();
    void unmarshallableArgument();
    void notificationIsNotAnswered();
    void bothDirections();
    void callFromAMethodToItsCaller();
    void batchOfEverything();
    void emptyBatchIsNotSent();
    void unsentBatchSettlesItsCalls();
    void optionsOfOneCall();
    void lostCallsSettleAsLost();
};

void tst_Calls::positionalArguments()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
    QCOMPARE(waitFor(pair.left().call<int>(QStringLiteral("add"), 40, 2)), 42);
}

void tst_Calls::namedArguments()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QCOMPARE(waitFor(pair.left().call<QString>("concat", {{"b", " world"}, {"a", "hello"}})),
        QStringLiteral("hello world"));
    QCOMPARE(waitFor(pair.left().call<QString>("concat", {{"a", u"ß"}})), QStringLiteral("ß"));
    // Only the compiler knows the default of a parameter in the middle.
    QCOMPARE(errorOf(pair.left().call<QString>("concat", {{"b", "x"}})).code(), -32602);
}

void tst_Calls::storedArguments()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Arguments named{{"a", 20}, {"b", 22}};
    QCOMPARE(waitFor(pair.left().call<int>("add", named)), 42);
    QCOMPARE(waitFor(pair.left().call<int>("add", Arguments(QVariantMap{{"a", 1}, {"b", 2}}))), 3);
    QCOMPARE(waitFor(pair.left().call<int>("add", Arguments(QJsonObject{{"a", 1}, {"b", 2}}))), 3);
    QCOMPARE(waitFor(pair.left().call<int>("add", Arguments(QVariantList{3, 4}))), 7);
    QCOMPARE(waitFor(pair.left().call<int>("add", Arguments(QJsonArray{3, 4}))), 7);
    // A map given directly is one positional argument.
    const QVariantMap map = {{"a", QStringLiteral("x")}};
    QCOMPARE(waitFor(pair.left().call<QVariant>("echo", map)), QVariant(map));
}

void tst_Calls::methodPointer()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Reply<int> sum = pair.left().call<&Calculator::add>(1, 2);
    QCOMPARE(waitFor(sum), 3);
    const Reply<QString> text = pair.left().call<&Calculator::concat>("a", u"b");
    QCOMPARE(waitFor(text), QStringLiteral("ab"));
}

// An interface of a peer. The compiler does not know which methods are invokable, and which
// parameters have defaults.
class Offer : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual int add(int a, int b) = 0;
    Q_INVOKABLE virtual QString concat(
        const QString &a, const QString &b = {}, const WebSocketRpc::CallContext &context = {}) = 0;
    virtual int subtract(int a, int b) = 0;

Q_SIGNALS:
    void record(const QString &text);
};

void tst_Calls::callThatNobodyCanAnswerFailsAtOnce()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Channel &channel = pair.left();
    const auto refusal = [](const auto &reply) {
        return reply.isFinished() && errorOf(reply).kind() == Error::Kind::InvalidCall
            ? errorOf(reply).message()
            : QString();
    };
    QCOMPARE(refusal(channel.call<&Offer::add>(1)),
        QStringLiteral("Offer::add needs 2 arguments, got 1"));
    QCOMPARE(refusal(channel.call<&Offer::concat>()),
        QStringLiteral("Offer::concat needs 1 argument, got 0"));
    QCOMPARE(refusal(channel.call<&Offer::subtract>(1, 2)),
        QStringLiteral("Offer::subtract is not declared with Q_INVOKABLE"));
    QCOMPARE(refusal(channel.with({}).call<&Offer::record>("x")),
        QStringLiteral("Offer::record is a signal, and those give no answer"));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("needs 2 arguments")));
    channel.notify<&Offer::add>(1);
    QCOMPARE(waitFor(channel.call<&Offer::concat>("a")), QStringLiteral("a"));
    channel.notify<&Offer::record>("pushed");
    QCOMPARE(waitFor(channel.call<&Offer::add>(1, 2)), 3);
    QCOMPARE(calculator.executions, 1);
    QCOMPARE(calculator.recorded, QStringList{QStringLiteral("pushed")});
}

void tst_Calls::textArguments()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const QString expected = QStringLiteral("grün");
    Channel &channel = pair.left();
    QCOMPARE(waitFor(channel.call<QString>("concat", "grün")), expected);
    QCOMPARE(waitFor(channel.call<QString>("concat", u"grün")), expected);
    QCOMPARE(waitFor(channel.call<QString>("concat", expected)), expected);
    QCOMPARE(waitFor(channel.call<QString>("concat", QStringView(expected))), expected);
    QCOMPARE(waitFor(channel.call<QString>("concat", std::string("grün"))), expected);
    QCOMPARE(waitFor(channel.call<QString>("concat", QLatin1StringView("gr\xfcn"))), expected);
}

void tst_Calls::defaultsCount()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    QCOMPARE(waitFor(pair.left().call<QString>("concat")), QString());
    QCOMPARE(waitFor(pair.left().call<QString>("concat", "a")), QStringLiteral("a"));
}

void tst_Calls::everyPlainTypeArrivesExactly()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Channel &channel = pair.left();
    QCOMPARE(waitFor(channel.call<bool>("echo", true)), true);
    QCOMPARE(waitFor(channel.call<qint8>("echo", qint8(-128))), qint8(-128));
    QCOMPARE(waitFor(channel.call<quint64>("echo", ~quint64(0))), ~quint64(0));
    const qint64 lowest = std::numeric_limits<qint64>::min();
    QCOMPARE(waitFor(channel.call<qint64>("echo", lowest)), lowest);
    const qint64 beyondDouble = (qint64(1) << 53) + 1;
    QCOMPARE(waitFor(channel.call<qint64>("echo", beyondDouble)), beyondDouble);
    QCOMPARE(waitFor(channel.call<double>("echo", 0.1)), 0.1);
    QCOMPARE(waitFor(channel.call<float>("echo", 0.1F)), 0.1F);
    QVERIFY(std::isnan(waitFor(channel.call<double>("echo", qQNaN()))));
    QCOMPARE(
        waitFor(channel.call<QStringList>("echo", QStringList{"a", "b"})), QStringList({"a", "b"}));
    const QJsonObject object = {{"list", QJsonArray{1, QJsonValue::Null, "x"}}, {"flag", true}};
    QCOMPARE(waitFor(channel.call<QJsonObject>("echo", object)), object);
    QCOMPARE(waitFor(channel.call<QJsonValue>("echo", QJsonValue(7))), QJsonValue(7));
    const QVariantList list = {1LL, QStringLiteral("two"), QVariantMap{{"three", 3.5}}};
    QCOMPARE(waitFor(channel.call<QVariantList>("echo", list)), list);
}

void tst_Calls::voidMethodSettles()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    waitFor(pair.left().call<void>("record", "one"));
    QCOMPARE(calculator.recorded, QStringList("one"));
    QCOMPARE(waitFor(pair.left().call<QJsonValue>("record", "two")), QJsonValue(QJsonValue::Null));
}

void tst_Calls::errorOfTheMethod()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Error error = errorOf(pair.left().call<int>("divide", 1, 0));
    QCOMPARE(error, Error(1, QStringLiteral("division by zero"), QJsonObject{{"dividend", 1}}));
    QCOMPARE(error.kind(), Error::Kind::Remote);
    QVERIFY(error.mayHaveExecuted());
}

void tst_Calls::exceptionTextStaysSecret()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Error error = errorOf(pair.left().call<void>("crash"));
    QCOMPARE(error.code(), -32603);
    QVERIFY(!error.message().contains(QStringLiteral("secret")));
    QVERIFY(error.data().isUndefined());
}

void tst_Calls::exceptionTextIsRevealedOnRequest()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    pair.right().setRevealsExceptions(true);
    const Error error = errorOf(pair.left().call<void>("crash"));
    QCOMPARE(error.code(), -32603);
    QVERIFY2(
        error.message().contains(QStringLiteral("secret detail")), qPrintable(error.message()));
}

void tst_Calls::unknownMethod()
{
    ChannelPair pair(ChannelPair::fetchKind());
    const Error error = errorOf(pair.left().call<int>("nothing"));
    QCOMPARE(error.code(), -32601);
    QVERIFY(error.message().contains(QStringLiteral("'nothing'")));
    QVERIFY(!error.mayHaveExecuted());
}

void tst_Calls::refusedMethodIsExplainedWhereItIs()
{
    Faulty faulty;
    const ChannelPair pair(ChannelPair::fetchKind());
    const QString problem = QStringLiteral("Faulty::take\\(QObject\\*\\) is not exposed: ");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u'^' + problem));
    pair.right().expose(&faulty);
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(QStringLiteral("^the peer calls take but ") + problem));
    const Error error = errorOf(pair.left().call<void>("take", 1));
    QCOMPARE(error.code(), int(Error::MethodNotFound));
    QVERIFY2(!error.message().contains(QStringLiteral("Faulty")), qPrintable(error.message()));
}

void tst_Calls::argumentOfWrongType()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Error error = errorOf(pair.left().call<int>("add", 1, "2"));
    QCOMPARE(error.code(), -32602);
    QCOMPARE(error.message(), QStringLiteral("argument 'b': expected int, got \"2\""));
    QCOMPARE(calculator.executions, 0);
}

void tst_Calls::resultOfWrongType()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Error error = errorOf(pair.left().call<int>("concat", "x"));
    QCOMPARE(error.kind(), Error::Kind::InvalidAnswer);
    QVERIFY2(error.message().contains(QStringLiteral("expected int, got \"x\"")),
        qPrintable(error.message()));
    QVERIFY(error.mayHaveExecuted());
}

void tst_Calls::unmarshallableArgument()
{
    ChannelPair pair(ChannelPair::fetchKind());
    const Error error = errorOf(pair.left().call<int>("add", this));
    QCOMPARE(error.kind(), Error::Kind::InvalidCall);
    QVERIFY(!error.mayHaveExecuted());
    QCOMPARE(pair.left().statistics().pendingCalls, 0);
}

void tst_Calls::notificationIsNotAnswered()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    pair.left().notify("record", "one");
    pair.left().notify("record", {{"text", "two"}});
    pair.left().notify<&Calculator::record>("three");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("had no effect")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("had no effect")));
    pair.left().notify("record", 4); // fails, and the caller does not hear of it
    pair.left().notify("nothing");
    QCOMPARE(waitFor(pair.left().call<int>("add", 1, 2)), 3);
    QCOMPARE(calculator.recorded, QStringList({"one", "two", "three"}));
    QCOMPARE(pair.left().statistics().lateAnswers, 0U);
}

void tst_Calls::bothDirections()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator ours;
    Calculator theirs;
    pair.left().expose(&ours);
    pair.right().expose(&theirs);
    const Reply<int> there = pair.left().call<int>("add", 1, 2);
    const Reply<int> back = pair.right().call<int>("add", 3, 4);
    QCOMPARE(waitFor(there), 3);
    QCOMPARE(waitFor(back), 7);
    QCOMPARE(ours.executions, 1);
    QCOMPARE(theirs.executions, 1);
}

class Asking : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QFuture<int> ask(const WebSocketRpc::CallContext &context, int a)
    {
        return context.channel()->call<int>("add", a, 1);
    }
};

void tst_Calls::callFromAMethodToItsCaller()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator ours;
    Asking asking;
    pair.left().expose(&ours);
    pair.right().expose(&asking);
    QCOMPARE(waitFor(pair.left().call<int>("ask", 41)), 42);
    const Reply<int> named = pair.left().call<int>("ask", {{"a", 1}});
    QCOMPARE(waitFor(named), 2);
}

void tst_Calls::batchOfEverything()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    Batch batch = pair.left().batch();
    const Reply<int> sum = batch.call<int>("add", 1, 2);
    batch.notify("record", "noted");
    const Reply<int> later = batch.call<int>("later", 5);
    const Reply<int> failing = batch.call<int>("divide", 1, 0);
    const Reply<QString> named = batch.call<QString>("concat", {{"a", "x"}});
    QCOMPARE(batch.size(), 5);
    batch.send();
    QCOMPARE(batch.size(), 0);
    QTRY_COMPARE(calculator.promises.size(), 1U);
    QCOMPARE(calculator.recorded, QStringList("noted"));
    calculator.answer(0);
    QCOMPARE(waitFor(sum), 3);
    QCOMPARE(waitFor(later), 5);
    QCOMPARE(errorOf(failing).code(), 1);
    QCOMPARE(waitFor(named), QStringLiteral("x"));
}

void tst_Calls::emptyBatchIsNotSent()
{
    ChannelPair pair(ChannelPair::fetchKind());
    pair.left().batch().send();
    Batch onlyNotifications = pair.left().batch();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("had no effect")));
    onlyNotifications.notify("nothing");
    onlyNotifications.send();
    QCOMPARE(errorOf(pair.left().call<int>("nothing")).code(), -32601);
    QCOMPARE(pair.left().statistics().lateAnswers, 0U);
}

void tst_Calls::unsentBatchSettlesItsCalls()
{
    ChannelPair pair(ChannelPair::fetchKind());
    std::optional<Reply<int>> reply;
    {
        Batch batch = pair.left().batch();
        reply = batch.call<int>("add", 1, 2);
    }
    QCOMPARE(errorOf(*reply).kind(), Error::Kind::Cancelled);
}

void tst_Calls::optionsOfOneCall()
{
    ManualClock clock;
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    using namespace std::chrono_literals;
    const Reply<int> quick = pair.left().with({.timeout = 20ms}).call<int>("later", 1);
    const Reply<int> patient = pair.left().with({.timeout = 20s}).call<int>("later", 2);
    clock.advance(19ms);
    QVERIFY(!quick.isFinished());
    clock.advance(1ms);
    const Error error = errorOf(quick);
    QCOMPARE(error.kind(), Error::Kind::Timeout);
    QVERIFY(error.mayHaveExecuted());
    QTRY_COMPARE(calculator.executions, 2);
    QVERIFY(!patient.isFinished());
    calculator.answer(1);
    QCOMPARE(waitFor(patient), 2);
    calculator.answer(0);
    QTRY_COMPARE(pair.left().statistics().lateAnswers, 1U);
}

void tst_Calls::lostCallsSettleAsLost()
{
    ChannelPair pair(ChannelPair::fetchKind());
    Calculator calculator;
    pair.right().expose(&calculator);
    const Reply<int> reply = pair.left().call<int>("later", 1);
    QTRY_COMPARE(calculator.promises.size(), 1U);
    pair.deleteRight();
    const Error error = errorOf(reply);
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY(error.mayHaveExecuted());
    const Error afterwards = errorOf(pair.left().call<int>("add", 1, 2));
    QCOMPARE(afterwards.kind(), Error::Kind::ConnectionLost);
    QVERIFY(!afterwards.mayHaveExecuted());
}

QTEST_GUILESS_MAIN(tst_Calls)
#include "tst_calls.moc"
