// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "generate/identifiers.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Generator::Identifiers;

class tst_Identifiers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreJoined_data();
    void wordsAreJoined();
    void namesDiffer();
    void reservedNameIsAvoided();
    void manyEqualNamesDiffer();
};

void tst_Identifiers::wordsAreJoined_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("lower");
    QTest::addColumn<QString>("upper");
    QTest::newRow("word") << u"add"_s << u"add"_s << u"Add"_s;
    QTest::newRow("capitals") << u"getURL"_s << u"getURL"_s << u"GetURL"_s;
    QTest::newRow("object and method")
        << u"thermostat.set"_s << u"thermostatSet"_s << u"ThermostatSet"_s;
    QTest::newRow("underscore") << u"eth_getBalance"_s << u"eth_getBalance"_s
                                << u"Eth_getBalance"_s;
    QTest::newRow("underscores") << u"__a__b_"_s << u"a_b_"_s << u"A_b_"_s;
    QTest::newRow("words") << u"Petstore Simple API"_s << u"petstoreSimpleAPI"_s
                           << u"PetstoreSimpleAPI"_s;
    QTest::newRow("digit in front") << u"2nd"_s << u"n2nd"_s << u"N2nd"_s;
    QTest::newRow("code") << u"a(); system(\"x\"); //"_s << u"aSystemX"_s << u"ASystemX"_s;
    QTest::newRow("comment") << u"a*/b"_s << u"aB"_s << u"AB"_s;
    QTest::newRow("trigraph") << u"a?"
                                 "?/b"_s
                              << u"aB"_s << u"AB"_s;
    QTest::newRow("line") << u"a\nb"_s << u"aB"_s << u"AB"_s;
    QTest::newRow("other letters") << u"größe"_s << u"grE"_s << u"GrE"_s;
    QTest::newRow("other digits") << u"a٣"_s << u"a"_s << u"A"_s;
    QTest::newRow("nothing") << QString() << QString() << QString();
    QTest::newRow("no letters") << u"加"_s << QString() << QString();
    QTest::newRow("long") << QString(1000, u'a') << QString(100, u'a') << u'A' + QString(99, u'a');
}

void tst_Identifiers::wordsAreJoined()
{
    QFETCH(const QString, text);
    QTEST(Generator::lowerCamel(text), "lower");
    QTEST(Generator::upperCamel(text), "upper");
}

void tst_Identifiers::namesDiffer()
{
    Identifiers names({});
    QCOMPARE(names.unique(u"add"_s, u"method"_s), u"add"_s);
    QCOMPARE(names.unique(u"add"_s, u"method"_s), u"add_2"_s);
    QCOMPARE(names.unique(QString(), u"method"_s), u"method"_s);
    QCOMPARE(names.unique(QString(), u"method"_s), u"method_2"_s);
}

void tst_Identifiers::reservedNameIsAvoided()
{
    Identifiers names({u"delete"_s, u"method"_s});
    QCOMPARE(names.unique(u"delete"_s, u"x"_s), u"delete_"_s);
    QVERIFY(names.unique(u"delete"_s, u"x"_s) != u"delete_"_s);
    QCOMPARE(names.unique(QString(), u"method"_s), u"method_"_s);
    Identifiers others({u"Url"_s, u"Url_"_s});
    QCOMPARE(others.unique(u"Url"_s, u"x"_s), u"Url__"_s);
}

void tst_Identifiers::manyEqualNamesDiffer()
{
    constexpr int count = 100'000;
    Identifiers names({});
    QSet<QString> seen;
    for (int i = 0; i < count; ++i)
        seen.insert(names.unique(u"a"_s, u"x"_s));
    QCOMPARE(seen.size(), count);
}

QTEST_GUILESS_MAIN(tst_Identifiers)
#include "tst_identifiers.moc"
