// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <QRegularExpression>
#include <QTest>

#include <stdexcept>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Its converter throws.
struct Thorny
{
};
Q_DECLARE_METATYPE(Thorny)

class Thrower : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void fail() { throw Error(7, u"seven"_s, QJsonValue(u"data"_s)); }
    Q_INVOKABLE void failWithoutCode() { throw Error(0, u"zero"_s); }
    Q_INVOKABLE void failWithTimeout() { throw Error(Error::Kind::Timeout, u"no answer"_s); }
    Q_INVOKABLE void failWithCancel() { throw Error(Error::Kind::Cancelled, u"cancelled"_s); }
    Q_INVOKABLE int failWithException() { throw std::runtime_error("secret detail"); }
    Q_INVOKABLE int failWithNumber() { throw 7; }

    Q_INVOKABLE void touch(Thorny) { }
    Q_INVOKABLE void overloadedTouch(Thorny) { }
    Q_INVOKABLE void overloadedTouch(int) { }
};

class tst_Exceptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void exceptionsBecomeErrors_data();
    void exceptionsBecomeErrors();
    void exceptionsOfConvertersBecomeErrors();
    void dataOfAnErrorTravels();
};

void tst_Exceptions::initTestCase()
{
    QMetaType::registerConverter<Thorny, QJsonValue>([](const Thorny &) { return QJsonValue(); });
    QMetaType::registerConverter<QJsonValue, Thorny>(
        [](const QJsonValue &) -> Thorny { throw std::runtime_error("secret detail"); });
}

void tst_Exceptions::exceptionsBecomeErrors_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("hidden");
    QTest::addColumn<QByteArray>("revealed");

    QTest::newRow("error") << QByteArray("fail") << QByteArray("7 seven") << QByteArray("7 seven");
    QTest::newRow("error with code 0")
        << QByteArray("failWithoutCode") << QByteArray("0 zero") << QByteArray("0 zero");
    QTest::newRow("error of a nested call")
        << QByteArray("failWithTimeout") << QByteArray("-32603 internal error")
        << QByteArray("-32603 internal error: no answer");
    QTest::newRow("error of a nested call with a code")
        << QByteArray("failWithCancel") << QByteArray("-32800 cancelled")
        << QByteArray("-32800 cancelled");
    QTest::newRow("standard exception")
        << QByteArray("failWithException") << QByteArray("-32603 internal error")
        << QByteArray("-32603 internal error: secret detail");
    QTest::newRow("something else")
        << QByteArray("failWithNumber") << QByteArray("-32603 internal error")
        << QByteArray("-32603 internal error: unknown exception");
}

void tst_Exceptions::exceptionsBecomeErrors()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, hidden);
    QFETCH(const QByteArray, revealed);

    Thrower thrower;
    Registry registry;
    registry.expose(&thrower, {});
    QCOMPARE(call(registry, method), hidden);
    QCOMPARE(call(registry, method, {}, {}, true), revealed);
}

void tst_Exceptions::exceptionsOfConvertersBecomeErrors()
{
    Thrower thrower;
    Registry registry;
    registry.expose(&thrower, {});
    QCOMPARE(call(registry, "touch", "[1]"), "-32603 internal error");
    QCOMPARE(call(registry, "overloadedTouch", "[1]"), "-32603 internal error");
}

void tst_Exceptions::dataOfAnErrorTravels()
{
    Thrower thrower;
    Registry registry;
    registry.expose(&thrower, {});
    const ParsedMessage message(ParsedMessage::request("fail", {}));
    Invocation invocation;
    QVERIFY(!invocation.prepare(*registry.find("fail"), message));
    const Outcome outcome = invocation.run({}, false);
    QCOMPARE(std::get<Error>(outcome), Error(7, u"seven"_s, QJsonValue(u"data"_s)));
}

QTEST_GUILESS_MAIN(tst_Exceptions)

#include "tst_exceptions.moc"
