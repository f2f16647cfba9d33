// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Its methods answer with the overload that was called.
class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QString greet() { return u"hello"_s; }
    Q_INVOKABLE QString single(int a) { return QString::number(a); }
    Q_INVOKABLE QString unnamed(int, int b) { return QString::number(b); }
    Q_INVOKABLE QString percent(int a, int b = 7) { return u"%1-%2"_s.arg(a).arg(b); }
    Q_INVOKABLE QString concat(const QString &a = u"A"_s, const QString &b = u"B"_s)
    {
        return a + b;
    }
    Q_INVOKABLE QString defaults(int a, int b = 10, const QString &c = u"x"_s)
    {
        return u"%1-%2-%3"_s.arg(a).arg(b).arg(c);
    }

    Q_INVOKABLE QString kind(int) { return u"int"_s; }
    Q_INVOKABLE QString kind(double) { return u"double"_s; }
    Q_INVOKABLE QString kind(const QString &) { return u"string"_s; }
    Q_INVOKABLE QString kind(const QVariantList &) { return u"list"_s; }
    Q_INVOKABLE QString kind(const QVariant &) { return u"variant"_s; }

    Q_INVOKABLE QString count(int a) { return QString::number(a); }
    Q_INVOKABLE QString count(int a, int b) { return u"%1,%2"_s.arg(a).arg(b); }
    Q_INVOKABLE QString named(int width) { return u"width %1"_s.arg(width); }
    Q_INVOKABLE QString named(QString height) { return u"height %1"_s.arg(height); }

    Q_INVOKABLE QString tie(int, double) { return u"int, double"_s; }
    Q_INVOKABLE QString tie(double, int) { return u"double, int"_s; }
    Q_INVOKABLE QString equal(int) { return u"int"_s; }
    Q_INVOKABLE QString equal(qlonglong) { return u"qlonglong"_s; }
    Q_INVOKABLE QString swapped(int a, const QString &b) { return u"%1 %2"_s.arg(a).arg(b); }
    Q_INVOKABLE QString swapped(const QString &b, double a) { return u"%1 %2"_s.arg(b).arg(a); }
};

class tst_Overload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void argumentsFindTheirMethod_data();
    void argumentsFindTheirMethod();
    void wrongArgumentsAreExplained_data();
    void wrongArgumentsAreExplained();
    void tiesListTheCandidates();
    void longNamesAreShortened();
};

void tst_Overload::argumentsFindTheirMethod_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("answer");

    const auto row = [](const char *name, const char *method, const char *params,
                         const char *answer) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(params) << QByteArray(answer);
    };
    row("by position", "add", "[1, 2]", "3");
    row("by name", "add", R"({"a": 1, "b": 2})", "3");
    row("by name in another order", "add", R"({"b": 2, "a": 1})", "3");
    row("nothing for no parameter", "greet", "", R"("hello")");
    row("empty array for no parameter", "greet", "[]", R"("hello")");
    row("empty object for no parameter", "greet", "{}", R"("hello")");
    row("parameter without a name", "unnamed", "[1, 2]", R"("2")");

    row("no default", "defaults", R"([1, 2, "y"])", R"("1-2-y")");
    row("one default", "defaults", "[1, 2]", R"("1-2-x")");
    row("two defaults", "defaults", "[1]", R"("1-10-x")");
    row("one default by name", "defaults", R"({"b": 2, "a": 1})", R"("1-2-x")");
    row("two defaults by name", "defaults", R"({"a": 1})", R"("1-10-x")");
    row("nothing for defaults only", "concat", "", R"("AB")");
    row("empty array for defaults only", "concat", "[]", R"("AB")");
    row("empty object for defaults only", "concat", "{}", R"("AB")");
    row("all defaults given", "concat", R"(["x", "y"])", R"("xy")");

    row("int over double", "kind", "[1]", R"("int")");
    row("double over variant", "kind", "[1.5]", R"("double")");
    row("double for what is too large for int", "kind", "[3000000000]", R"("double")");
    row("string over variant", "kind", R"(["1"])", R"("string")");
    row("list over variant", "kind", "[[1]]", R"("list")");
    row("variant for what is left", "kind", "[true]", R"("variant")");

    row("one argument", "count", "[1]", R"("1")");
    row("two arguments", "count", "[1, 2]", R"("1,2")");
    row("first by name", "named", R"({"width": 3})", R"("width 3")");
    row("second by name", "named", R"({"height": "h"})", R"("height h")");
    row("better in one argument", "tie", "[1, 1.5]", R"("int, double")");
    row("better in the other", "tie", "[1.5, 1]", R"("double, int")");
    row("names in different order", "swapped", R"({"a": 1, "b": "x"})", R"("1 x")");
    row("names in different order, other type", "swapped", R"({"a": 1.5, "b": "x"})", R"("x 1.5")");
}

void tst_Overload::argumentsFindTheirMethod()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, answer);

    Service service;
    Registry registry;
    registry.expose(&service, {});
    QCOMPARE(call(registry, method, params), answer);
}

void tst_Overload::wrongArgumentsAreExplained_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("params");
    QTest::addColumn<QByteArray>("message");

    const auto row = [](const char *name, const char *method, const char *params,
                         const char *message) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(params) << QByteArray(message);
    };
    row("nothing given", "add", "", "missing argument 'a' of add(int a, int b)");
    row("one missing", "add", "[1]", "missing argument 'b' of add(int a, int b)");
    row("one missing by name", "add", R"({"b": 1})", "missing argument 'a' of add(int a, int b)");
    row("one too many", "add", "[1, 2, 3]", "add(int a, int b) takes 2 arguments, got 3");
    row("one too many for one", "single", "[1, 2]", "single(int a) takes 1 argument, got 2");
    row("one too many for none", "greet", "[1]", "greet() takes 0 arguments, got 1");
    row("one too many for defaults", "defaults", R"([1, 2, "x", 4])",
        "defaults(int a, int b, QString c) takes at most 3 arguments, got 4");
    row("required one missing before defaults", "defaults", "[]",
        "missing argument 'a' of defaults(int a, int b, QString c)");
    row("unknown name", "add", R"({"a": 1, "b": 2, "c": 3})",
        "unknown argument 'c' of add(int a, int b)");
    row("unknown name for none", "greet", R"({"a": 1})", "unknown argument 'a' of greet()");
    row("unknown name in place of another", "add", R"({"a": 1, "B": 2})",
        "unknown argument 'B' of add(int a, int b)");
    row("name given twice", "add", R"({"a": 1, "b": 2, "a": 3})",
        "argument 'a' of add(int a, int b) is given twice");
    row("name given twice instead of another", "add", R"({"a": 1, "a": 3})",
        "argument 'a' of add(int a, int b) is given twice");
    row("default in the middle left out", "defaults", R"({"a": 1, "c": "x"})",
        "argument 'b' of defaults(int a, int b, QString c) cannot be left out where a later one "
        "is given");
    row("first default left out", "concat", R"({"b": "x"})",
        "argument 'a' of concat(QString a, QString b) cannot be left out where a later one is "
        "given");
    row("no name to give it by", "unnamed", R"({"b": 1})",
        "argument 1 of unnamed(int, int b) has no name, so it can only be given by position");
    row("empty name", "unnamed", R"({"": 1, "b": 1})",
        "unknown argument '' of unnamed(int, int b)");
    row("wrong type", "add", R"(["x", 2])", R"(argument 'a': expected int, got "x")");
    row("wrong type by name", "add", R"({"b": true, "a": 1})",
        "argument 'b': expected int, got true");
    row("wrong type of one without a name", "unnamed", "[null, 2]",
        "argument 1: expected int, got null");
    row("wrong type where defaults apply", "percent", "[1.5]",
        "argument 'a': expected int, got 1.5");
    row("wrong type where only one overload is left", "count", R"([1, "x"])",
        R"(argument 'b': expected int, got "x")");
    row("none of several fits", "tie", "[true, false]",
        "no overload takes these arguments: tie(int, double), tie(double, int)");
    row("number of arguments of no overload", "count", "[]",
        "no overload takes these arguments: count(int a), count(int a, int b)");
}

void tst_Overload::wrongArgumentsAreExplained()
{
    QFETCH(const QByteArray, method);
    QFETCH(const QByteArray, params);
    QFETCH(const QByteArray, message);

    Service service;
    Registry registry;
    registry.expose(&service, {});
    QCOMPARE(call(registry, method, params), "-32602 " + message);
}

static std::optional<Error> refusal(const QByteArray &method, const QByteArray &params)
{
    Service service;
    Registry registry;
    registry.expose(&service, {});
    const ParsedMessage message(ParsedMessage::request(method, params));
    Invocation invocation;
    return invocation.prepare(*registry.find(message->method), message);
}

void tst_Overload::tiesListTheCandidates()
{
    const std::optional<Error> tie = refusal("tie", "[1, 1]");
    QVERIFY(tie);
    QCOMPARE(tie->code(), int(Error::InvalidParams));
    QCOMPARE(tie->message(),
        u"ambiguous call, these fit equally well: tie(int, double), tie(double, int)"_s);
    QCOMPARE(tie->data()[u"candidates"_s].toArray(),
        QJsonArray({u"tie(int, double)"_s, u"tie(double, int)"_s}));

    const std::optional<Error> equal = refusal("equal", "[1]");
    QVERIFY(equal);
    QCOMPARE(equal->message(),
        u"ambiguous call, these fit equally well: equal(int), equal(qlonglong)"_s);
}

void tst_Overload::longNamesAreShortened()
{
    const std::optional<Error> error =
        refusal("add", R"({"a": 1, ")" + QByteArray(100000, 'x') + R"(": 2})");
    QVERIFY(error);
    QVERIFY(error->message().size() < 120);
}

QTEST_GUILESS_MAIN(tst_Overload)

#include "tst_overload.moc"
