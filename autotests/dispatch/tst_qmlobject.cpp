// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <QQmlComponent>
#include <QQmlEngine>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class Base : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int twice(int a) { return 2 * a; }
};

static std::unique_ptr<QObject> create(QQmlEngine &engine, const QByteArray &body)
{
    QQmlComponent component(&engine);
    component.setData("import WebSocketRpc.Tests\nBase {\n" + body + "\n}\n", {});
    return std::unique_ptr<QObject>(component.create());
}

class tst_QmlObject : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qmlRegisterType<Base>("WebSocketRpc.Tests", 1, 0, "Base"); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void functionsAreCalled();
    void tablesOfTypesMadeAtRunTimeAreNotShared();
};

void tst_QmlObject::functionsAreCalled()
{
    QQmlEngine engine;
    const auto object = create(engine, R"(
        property int level: 3
        signal raised()
        function add(a, b) { return "" + (a + b + level) }
        function typed(a: string): string { return a + "!" }
        function nothing() { }
        function _hidden() { return 1 })");
    QVERIFY(object);
    Registry registry;
    registry.expose(object.get(), {});
    QCOMPARE(call(registry, "add", "[1, 2]"), R"("6")");
    QCOMPARE(call(registry, "add", R"({"b": " b", "a": "a"})"), R"("a b3")");
    QCOMPARE(call(registry, "typed", R"(["x"])"), R"("x!")");
    QCOMPARE(call(registry, "nothing"), "null");
    QCOMPARE(call(registry, "twice", "[4]"), "8");
    QVERIFY(!registry.find("raised"));
    QVERIFY(!registry.find("levelChanged"));
    QVERIFY(!registry.find("_hidden"));
}

// When the type is gone, another QMetaObject may have the same address.
void tst_QmlObject::tablesOfTypesMadeAtRunTimeAreNotShared()
{
    QQmlEngine engine;
    const auto object = create(engine, "function f() { return 1 }");
    QVERIFY(object);
    QVERIFY(MethodTable::of(object->metaObject(), {}) != MethodTable::of(object->metaObject(), {}));
}

QTEST_GUILESS_MAIN(tst_QmlObject)

#include "tst_qmlobject.moc"
