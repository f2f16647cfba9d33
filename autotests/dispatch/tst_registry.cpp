// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "parsedmessage.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class First : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString name() const { return u"first"_s; }
    Q_INVOKABLE QString only() const { return u"first"_s; }
    Q_INVOKABLE QString take(int) const { return u"first int"_s; }
};

class Second : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString name() const { return u"second"_s; }
    Q_INVOKABLE QString take(int) const { return u"second int"_s; }
    Q_INVOKABLE QString take(const QString &) const { return u"second string"_s; }

public Q_SLOTS:
    QString slot() const { return u"slot"_s; }
};

class Faulty : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void one(int &) { }
    Q_INVOKABLE void two(QObject *) { }
};

static QByteArray notFound(const QByteArray &name)
{
    return "-32601 there is no method '" + name + '\'';
}

// Exposes an object with the methods of an earlier one.
static void exposeBehind(Registry &registry, QObject *object)
{
    QTest::ignoreMessage(QtWarningMsg,
        QRegularExpression(u"has these, too, so it alone is called: name\\(\\), take\\(int\\)$"_s));
    registry.expose(object, {});
}

class tst_Registry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void unknownNamesAreNotFound_data();
    void unknownNamesAreNotFound();
    void objectExposedFirstWins();
    void overloadsSpanObjects();
    void prefixesKeepObjectsApart();
    void exposingAgainReplaces();
    void unexposedObjectIsNotFound();
    void destroyedObjectIsNotFound();
    void destroyedObjectMakesRoomForTheNext();
    void destroyedObjectCanBeUnexposedInItsSignal();
    void problemsAreLogged();
    void objectWithoutMethodsIsReported();
};

void tst_Registry::unknownNamesAreNotFound_data()
{
    QTest::addColumn<QByteArray>("name");

    const QList<QByteArray> names{"", "nam", "name ", "Name", "deleteLater", "destroyed",
        "objectName", "setObjectName", "objectNameChanged", "slot", "rpc.name", "$/name", "name()",
        "take(int)", "_q_reregisterTimers", "qt_metacall"};
    for (const QByteArray &name : names)
        QTest::newRow(name.isEmpty() ? "empty" : name.constData()) << name;
}

void tst_Registry::unknownNamesAreNotFound()
{
    QFETCH(const QByteArray, name);

    First first;
    Second second;
    Registry registry;
    registry.expose(&first, {});
    exposeBehind(registry, &second);
    QVERIFY(!registry.find({name.constData(), std::size_t(name.size())}));
}

void tst_Registry::objectExposedFirstWins()
{
    First first;
    Second second;
    Registry registry;
    registry.expose(&second, {});
    exposeBehind(registry, &first);
    QCOMPARE(call(registry, "name"), R"("second")");
    QCOMPARE(call(registry, "only"), R"("first")");
}

void tst_Registry::overloadsSpanObjects()
{
    First first;
    Second second;
    Registry registry;
    registry.expose(&first, {});
    exposeBehind(registry, &second);
    QCOMPARE(call(registry, "take", "[1]"), R"("first int")");
    QCOMPARE(call(registry, "take", R"(["x"])"), R"("second string")");
}

void tst_Registry::prefixesKeepObjectsApart()
{
    First first;
    Second second;
    Registry registry;
    registry.expose(&first, {.prefix = u"a."_s});
    registry.expose(&second, {.prefix = u"b."_s});
    registry.expose(&second, {.prefix = u"c."_s});
    QCOMPARE(call(registry, "a.name"), R"("first")");
    QCOMPARE(call(registry, "b.name"), R"("second")");
    QCOMPARE(call(registry, "c.name"), R"("second")");
    QCOMPARE(call(registry, "name"), notFound("name"));
}

void tst_Registry::exposingAgainReplaces()
{
    First first;
    Second second;
    Registry registry;
    registry.expose(&second, {});
    exposeBehind(registry, &first);
    QCOMPARE(call(registry, "name"), R"("second")");
    registry.expose(&second, {.methods = {u"slot"_s, u"name"_s}, .publicSlots = true});
    QCOMPARE(call(registry, "slot"), R"("slot")");
    QCOMPARE(call(registry, "name"), R"("second")");
    QCOMPARE(call(registry, "take", "[1]"), R"("first int")");
    QCOMPARE(registry.find("name")->size(), 1u);
}

void tst_Registry::unexposedObjectIsNotFound()
{
    First first;
    Second second;
    Registry registry;
    registry.expose(&first, {});
    registry.expose(&first, {.prefix = u"a."_s});
    exposeBehind(registry, &second);
    QCOMPARE(call(registry, "only"), R"("first")");
    registry.unexpose(&first);
    QCOMPARE(call(registry, "only"), notFound("only"));
    QCOMPARE(call(registry, "a.only"), notFound("a.only"));
    QCOMPARE(call(registry, "name"), R"("second")");
    registry.unexpose(&first);
}

void tst_Registry::destroyedObjectIsNotFound()
{
    auto first = std::make_unique<First>();
    Registry registry;
    registry.expose(first.get(), {});
    QCOMPARE(call(registry, "only"), R"("first")");
    const std::weak_ptr<const Exposure> exposure = registry.find("only")->front().exposure;
    first.reset();
    QCOMPARE(call(registry, "only"), notFound("only"));
    QVERIFY(exposure.expired());
}

void tst_Registry::destroyedObjectMakesRoomForTheNext()
{
    auto first = std::make_unique<First>();
    Second second;
    Registry registry;
    registry.expose(first.get(), {});
    exposeBehind(registry, &second);
    QCOMPARE(call(registry, "take", "[1]"), R"("first int")");
    first.reset();
    QCOMPARE(call(registry, "take", "[1]"), R"("second int")");
    QCOMPARE(call(registry, "name"), R"("second")");
}

void tst_Registry::destroyedObjectCanBeUnexposedInItsSignal()
{
    Registry registry;
    std::weak_ptr<const Exposure> exposure;
    {
        First first;
        registry.expose(&first, {});
        exposure = registry.find("only")->front().exposure;
        connect(
            &first, &QObject::destroyed, this, [&](QObject *object) { registry.unexpose(object); });
    }
    QVERIFY(exposure.expired());
    QVERIFY(!registry.find("only"));
}

void tst_Registry::problemsAreLogged()
{
    Faulty faulty;
    Registry registry;
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"^Faulty::one\\(int&\\) is not exposed"_s));
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"^Faulty::two\\(QObject\\*\\) is not exposed"_s));
    registry.expose(&faulty, {});
    QVERIFY(registry.problemOf("two")->contains(u"QObject*"));
    QVERIFY(!registry.problemOf("three"));
}

void tst_Registry::objectWithoutMethodsIsReported()
{
    QObject empty;
    Registry registry;
    QTest::ignoreMessage(
        QtWarningMsg, QRegularExpression(u"^QObject is exposed, but has no method"_s));
    registry.expose(&empty, {});
}

QTEST_GUILESS_MAIN(tst_Registry)

#include "tst_registry.moc"
