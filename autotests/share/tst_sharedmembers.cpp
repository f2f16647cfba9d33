// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "sharedmembers_p.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

// Of a kind that cannot be marshalled.
struct Unknown
{
};
struct Incomplete;

class Sensor : public QObject
{
    Q_OBJECT
    Q_PROPERTY(double value READ value WRITE setValue NOTIFY valueChanged)
    Q_PROPERTY(QString serialNumber READ serialNumber CONSTANT)
    Q_PROPERTY(int silent READ silent)
    Q_PROPERTY(Unknown strange READ strange NOTIFY valueChanged)

public:
    [[nodiscard]] double value() const { return 0; }
    void setValue(double) { }
    [[nodiscard]] QString serialNumber() const { return {}; }
    [[nodiscard]] int silent() const { return 0; }
    [[nodiscard]] Unknown strange() const { return {}; }

Q_SIGNALS:
    void valueChanged();
    void measured(double value, const QString &unit = {});
    void measured(int value);
    void unnamed(int, bool);
    void found(const Unknown &what);
    void lost(const Incomplete &what);
    void _hidden();
};

class tst_SharedMembers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSharedByDefault();
    void signalsAreFound();
    void propertiesAreFound();
    void namesFollowTheOptions();
    void nameThatComesTwiceCountsOnce();
    void unknownMembersMayBeIgnored();
    void whatCannotBeSharedIsReported_data();
    void whatCannotBeSharedIsReported();

private:
    static std::shared_ptr<const SharedMembers> membersFor(const ExposeOptions &options)
    {
        QStringList problems;
        return SharedMembers::of(&Sensor::staticMetaObject, options, problems);
    }
};

void tst_SharedMembers::nothingIsSharedByDefault()
{
    QCOMPARE(membersFor({.prefix = u"sensor."_s}), nullptr);
}

void tst_SharedMembers::signalsAreFound()
{
    const auto members = membersFor({.sharedSignals = {u"measured"_s, u"unnamed"_s}});
    QVERIFY(members);
    QCOMPARE(members->sharedSignals.size(), 3U);
    QCOMPARE(members->signalsNamed("measured"), (std::vector<int>{0, 1})); // both overloads
    QCOMPARE(members->sharedSignals[0].parameterNames, (QByteArrayList{"value", "unit"}));
    QCOMPARE(members->sharedSignals[2].parameterNames, (QByteArrayList{"arg1", "arg2"}));
    QCOMPARE(members->signalsNamed("valueChanged"), std::vector<int>());
}

void tst_SharedMembers::propertiesAreFound()
{
    const auto members = membersFor({.prefix = u"sensor."_s,
        .sharedProperties = {u"serialNumber"_s},
        .writableProperties = {u"value"_s}});
    QVERIFY(members);
    QCOMPARE(members->objectName, "sensor");
    QCOMPARE(members->propertiesNamed("sensor"), (std::vector<int>{0, 1}));
    QCOMPARE(members->propertiesNamed("sensor.value"), std::vector<int>{1});
    QCOMPARE(members->propertiesNamed("value"), std::vector<int>());
    QVERIFY(!members->properties[0].isWritable);
    QCOMPARE(members->properties[0].notifier, -1);
    QVERIFY(members->properties[1].isWritable);
}

void tst_SharedMembers::namesFollowTheOptions()
{
    const auto members = membersFor({.prefix = u"my_sensor."_s,
        .names = MethodNames::SnakeCase,
        .sharedSignals = {u"valueChanged"_s},
        .sharedProperties = {u"serialNumber"_s}});
    QVERIFY(members);
    QCOMPARE(members->sharedSignals[0].name, "my_sensor.value_changed");
    QCOMPARE(members->properties[0].name, "serial_number");
    QCOMPARE(members->properties[0].fullName, "my_sensor.serial_number");
}

void tst_SharedMembers::nameThatComesTwiceCountsOnce()
{
    const auto members = membersFor({.prefix = u"sensor."_s,
        .sharedSignals = {u"unnamed"_s, u"unnamed"_s},
        .sharedProperties = {u"value"_s},
        .writableProperties = {u"value"_s}});
    QCOMPARE(members->sharedSignals.size(), 1U);
    QCOMPARE(members->properties.size(), 1U);
    QVERIFY(members->properties[0].isWritable);
}

void tst_SharedMembers::unknownMembersMayBeIgnored()
{
    ExposeOptions options{.prefix = u"sensor."_s, .sharedProperties = {u"value"_s}};
    QVERIFY(!membersFor(options)->readOptions.ignoreUnknownMembers);
    options.ignoreUnknownMembers = true;
    QVERIFY(membersFor(options)->readOptions.ignoreUnknownMembers);
}

void tst_SharedMembers::whatCannotBeSharedIsReported_data()
{
    QTest::addColumn<ExposeOptions>("options");
    QTest::addColumn<QString>("problem");
    const auto signal = [](const char *name, const QString &shared, const QString &problem) {
        QTest::newRow(name) << ExposeOptions{.sharedSignals = {shared}}
                            << u"Sensor: the signal '%1"_s.arg(problem);
    };
    signal("unknown signal", u"nothing"_s, u"nothing' is not shared: there is no such signal"_s);
    signal("signal of QObject", u"destroyed"_s,
        u"destroyed' is not shared: there is no such signal"_s);
    signal("reserved signal", u"_hidden"_s,
        u"_hidden()' is not shared: the name '_hidden' is reserved"_s);
    signal("signal of a strange type", u"found"_s,
        u"found(Unknown)' is not shared: parameter 1: Unknown"_s);
    signal("signal of an incomplete type", u"lost"_s,
        u"lost(Incomplete)' is not shared: parameter 1: Incomplete is not a complete type"_s);
    const auto property = [](const char *name, const QString &shared, const QString &problem) {
        QTest::newRow(name) << ExposeOptions{.prefix = u"s."_s, .sharedProperties = {shared}}
                            << u"Sensor: the property '%1' is not shared: %2"_s.arg(
                                   shared, problem);
    };
    property("unknown property", u"nothing"_s, u"there is no such property"_s);
    property("property of QObject", u"objectName"_s, u"there is no such property"_s);
    property(
        "property that never tells", u"silent"_s, u"it has no NOTIFY signal and is not constant"_s);
    property("property of a strange type", u"strange"_s, u"Unknown"_s);
    QTest::newRow("property without a prefix")
        << ExposeOptions{.sharedProperties = {u"value"_s}}
        << u"Sensor: the property 'value' is not shared: it is named by the prefix"_s;
    QTest::newRow("property that cannot be written")
        << ExposeOptions{.prefix = u"s."_s, .writableProperties = {u"serialNumber"_s}}
        << u"Sensor: the property 'serialNumber' is not shared: it cannot be written"_s;
    QTest::newRow("reserved prefix")
        << ExposeOptions{.prefix = u"rpc."_s, .sharedProperties = {u"value"_s}}
        << u"Sensor: the property 'value' is not shared: the prefix 'rpc.' is reserved"_s;
}

void tst_SharedMembers::whatCannotBeSharedIsReported()
{
    QFETCH(const ExposeOptions, options);
    QFETCH(const QString, problem);
    QStringList problems;
    QVERIFY(!SharedMembers::of(&Sensor::staticMetaObject, options, problems));
    QCOMPARE(problems.size(), 1);
    QVERIFY2(problems.constFirst().startsWith(problem), qPrintable(problems.constFirst()));
}

QTEST_GUILESS_MAIN(tst_SharedMembers)
#include "tst_sharedmembers.moc"
