// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "described.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/registertype.h>
#include <websocketrpc/stream.h>

#include <QFuture>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>

using namespace Described;
using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

struct Point
{
    Q_GADGET
    Q_PROPERTY(int y MEMBER y)
    Q_PROPERTY(int x MEMBER x)

public:
    int y = 0;
    int x = 0;

    friend bool operator==(const Point &, const Point &) = default;
};

class Service : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("method.add", "Adds numbers.")
    Q_CLASSINFO("method.add.b", "One by default.")
    Q_CLASSINFO("method.add.error.7", "The sum is too large.")
    Q_CLASSINFO("method.add.error.-3", "The sum is too small.")
    Q_CLASSINFO("method.add.error.none", "This is no code.")

public:
    Q_INVOKABLE bool add(bool a, bool b = true) { return a || b; }
    Q_INVOKABLE void bare(bool, const QString &) { }
    Q_INVOKABLE void join(bool a) { Q_UNUSED(a) }
    Q_INVOKABLE QString join(const QString &a, bool b) { return b ? a : QString(); }
    Q_INVOKABLE QFuture<double> later(const CallContext &context, const Point &point)
    {
        Q_UNUSED(context)
        Q_UNUSED(point)
        return {};
    }
    Q_INVOKABLE Stream<bool> stream(const Stream<QString> &texts)
    {
        Q_UNUSED(texts)
        return {};
    }
    Q_INVOKABLE void whole(const QJsonObject &all) { Q_UNUSED(all) }
};

class Base : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE bool twice(bool a) { return a; }
};

class tst_DescribedMethods : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void methodIsDescribed();
    void unnamedParametersAreByPosition();
    void overloadsAreOneMethod();
    void futureIsItsResult();
    void typeIsDescribedOnce();
    void typeThatIgnoresMembersIsAnother();
    void streamsAreTold();
    void wholeParamsAreTold();
    void namesAreThoseOnTheWire();
    void methodsAreSortedAndStable();
    void firstObjectWithAMethodCounts();
    void furtherOverloadsOfAnotherObjectAreAdded();
    void handlerIsAMethod();
    void qmlFunctionsAreMethods();

private:
    Service m_service;
};

void tst_DescribedMethods::initTestCase()
{
    registerType<Point>();
    qmlRegisterType<Base>("WebSocketRpc.Tests", 1, 0, "Base");
}

void tst_DescribedMethods::methodIsDescribed()
{
    Registry registry;
    registry.expose(&m_service, {});
    QCOMPARE(text(method(registry, u"add"_s)), compact(R"({
        "name": "add", "description": "Adds numbers.", "paramStructure": "either", "params": [
            {"name": "a", "required": true, "schema": {"type": "boolean"}},
            {"name": "b", "required": false, "schema": {"type": "boolean"},
                "description": "One by default."}],
        "result": {"name": "result", "schema": {"type": "boolean"}},
        "errors": [{"code": -3, "message": "The sum is too small."},
            {"code": 7, "message": "The sum is too large."}]})"));
}

void tst_DescribedMethods::unnamedParametersAreByPosition()
{
    Registry registry;
    registry.expose(&m_service, {});
    const QJsonObject bare = method(registry, u"bare"_s);
    QCOMPARE(bare[u"paramStructure"], u"by-position"_s);
    QCOMPARE(parameters(bare),
        QStringList({uR"(arg1: {"type":"boolean"})"_s, uR"(arg2: {"type":"string"})"_s}));
    QCOMPARE(text(bare[u"result"][u"schema"]), R"({"type":"null"})");
}

void tst_DescribedMethods::overloadsAreOneMethod()
{
    Registry registry;
    registry.expose(&m_service, {});
    const QJsonObject join = method(registry, u"join"_s);
    QCOMPARE(parameters(join),
        QStringList({uR"(a: {"anyOf":[{"type":"boolean"},{"type":"string"}]})"_s,
            uR"(b?: {"type":"boolean"})"_s}));
    QCOMPARE(text(join[u"result"][u"schema"]), R"({"anyOf":[{"type":"null"},{"type":"string"}]})");
    const QJsonArray overloads = join[u"x-overloads"].toArray();
    QCOMPARE(overloads.size(), 2);
    QCOMPARE(parameters(overloads[0]), QStringList{uR"(a: {"type":"boolean"})"_s});
    QCOMPARE(parameters(overloads[1]),
        QStringList({uR"(a: {"type":"string"})"_s, uR"(b: {"type":"boolean"})"_s}));
    QVERIFY(!overloads[0].toObject().contains(u"name"_s));
}

void tst_DescribedMethods::futureIsItsResult()
{
    Registry registry;
    registry.expose(&m_service, {});
    const QJsonObject later = method(registry, u"later"_s);
    QCOMPARE(parameters(later), QStringList{uR"(point: {"$ref":"#/components/schemas/Point"})"_s});
    QCOMPARE(text(later[u"result"][u"schema"]), R"({"type":["number","null"],"x-type":"double"})");
}

void tst_DescribedMethods::typeIsDescribedOnce()
{
    Registry registry;
    registry.expose(&m_service, {.methods = {u"later"_s}});
    const QByteArray integer =
        R"({"type": "integer", "minimum": -2147483648, "maximum": 2147483647})";
    QCOMPARE(text(all(registry)[u"components"]),
        compact(R"({"schemas": {"Point": {
        "type": "object", "additionalProperties": false, "x-type": "Point", "x-order": ["y", "x"],
        "properties": {"x": )"
            + integer + R"(, "y": )" + integer + "}}}}"));
}

void tst_DescribedMethods::typeThatIgnoresMembersIsAnother()
{
    Registry registry;
    registry.expose(&m_service, {.methods = {u"later"_s}});
    registry.expose(
        &m_service, {.prefix = u"open."_s, .methods = {u"later"_s}, .ignoreUnknownMembers = true});
    const QJsonObject schemas = all(registry)[u"components"][u"schemas"].toObject();
    QCOMPARE(schemas.keys(), QStringList({u"Point"_s, u"Point-open"_s}));
    QVERIFY(schemas[u"Point"].toObject().contains(u"additionalProperties"_s));
    QVERIFY(!schemas[u"Point-open"].toObject().contains(u"additionalProperties"_s));
}

void tst_DescribedMethods::streamsAreTold()
{
    Registry registry;
    registry.expose(&m_service, {});
    const QJsonObject stream = method(registry, u"stream"_s);
    const QJsonValue texts = stream[u"params"][0][u"schema"];
    QCOMPARE(text(texts[u"x-stream"]), R"({"type":"string"})");
    QCOMPARE(texts[u"anyOf"].toArray().size(), 2);
    QCOMPARE(text(stream[u"result"][u"schema"][u"x-stream"]), R"({"type":"boolean"})");
}

void tst_DescribedMethods::wholeParamsAreTold()
{
    Registry registry;
    registry.expose(&m_service, {.methods = {u"whole"_s}, .wholeParams = true});
    QCOMPARE(method(registry, u"whole"_s)[u"x-whole-params"], true);
    Registry other;
    other.expose(&m_service, {});
    QVERIFY(!method(other, u"whole"_s).contains(u"x-whole-params"_s));
}

void tst_DescribedMethods::namesAreThoseOnTheWire()
{
    Registry registry;
    registry.expose(
        &m_service, {.prefix = u"a."_s, .methods = {u"add"_s}, .names = MethodNames::SnakeCase});
    const QJsonObject add = method(registry, u"a.add"_s);
    QCOMPARE(add[u"description"], u"Adds numbers."_s);
}

void tst_DescribedMethods::methodsAreSortedAndStable()
{
    Registry registry;
    registry.expose(&m_service, {.prefix = u"z."_s, .methods = {u"whole"_s, u"add"_s}});
    registry.expose(&m_service, {.methods = {u"whole"_s, u"add"_s}});
    Registry other;
    other.expose(&m_service, {.methods = {u"add"_s, u"whole"_s}});
    other.expose(&m_service, {.prefix = u"z."_s, .methods = {u"add"_s, u"whole"_s}});
    QCOMPARE(names(all(registry)[u"methods"]),
        QStringList({u"add"_s, u"whole"_s, u"z.add"_s, u"z.whole"_s}));
    QCOMPARE(all(registry), all(other));
}

// As the one that is called.
void tst_DescribedMethods::firstObjectWithAMethodCounts()
{
    Base base;
    Registry registry;
    registry.expose(&base, {});
    Registry fallback;
    registry.expose(&m_service, {.methods = {u"add"_s}});
    registry.expose(&m_service, {.methods = {u"add"_s}, .ignoreUnknownMembers = true});
    QCOMPARE(names(all(registry)[u"methods"]), QStringList({u"add"_s, u"twice"_s}));
    QVERIFY(!method(registry, u"add"_s).contains(u"x-overloads"_s));
}

void tst_DescribedMethods::furtherOverloadsOfAnotherObjectAreAdded()
{
    QObject context;
    Registry registry;
    registry.expose(&m_service, {.methods = {u"add"_s}});
    Detail::Handler handler =
        Detail::handlerFor(&context, [](const QString &text) { return text; });
    handler.method = "add";
    registry.add(makeExposure(&context, std::move(handler), {}));
    QCOMPARE(method(registry, u"add"_s)[u"x-overloads"].toArray().size(), 2);
}

void tst_DescribedMethods::handlerIsAMethod()
{
    QObject context;
    Registry registry;
    Detail::Handler handler = Detail::handlerFor(&context, [](bool a, const QString &b) {
        Q_UNUSED(b)
        return a;
    });
    handler.method = "handled";
    registry.add(
        makeExposure(&context, std::move(handler), {.parameterNames = {"first", "second"}}));
    Detail::Handler rest = Detail::handlerFor(&context, [](const QVariant &all) { Q_UNUSED(all) });
    rest.isCatchAll = true;
    registry.add(makeExposure(&context, std::move(rest), {.wholeParams = true}));
    QCOMPARE(names(all(registry)[u"methods"]), QStringList{u"handled"_s});
    QCOMPARE(parameters(method(registry, u"handled"_s)),
        QStringList({uR"(first: {"type":"boolean"})"_s, uR"(second: {"type":"string"})"_s}));
}

void tst_DescribedMethods::qmlFunctionsAreMethods()
{
    QQmlEngine engine;
    QQmlComponent component(&engine);
    component.setData("import WebSocketRpc.Tests\nBase {\n"
                      "function any(a, b) { return a + b }\n"
                      "function typed(a: string): string { return a } }",
        {});
    const std::unique_ptr<QObject> object(component.create());
    QVERIFY2(object, qPrintable(component.errorString()));
    Registry registry;
    registry.expose(object.get(), {});
    QCOMPARE(names(all(registry)[u"methods"]), QStringList({u"any"_s, u"twice"_s, u"typed"_s}));
    QCOMPARE(parameters(method(registry, u"any"_s)), QStringList({u"a: {}"_s, u"b: {}"_s}));
    QCOMPARE(parameters(method(registry, u"typed"_s)), QStringList{uR"(a: {"type":"string"})"_s});
}

QTEST_GUILESS_MAIN(tst_DescribedMethods)
#include "tst_describedmethods.moc"
