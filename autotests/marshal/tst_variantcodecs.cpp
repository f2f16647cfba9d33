// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

struct Money
{
    qint64 cents = 0;
    friend bool operator==(const Money &, const Money &) = default;
};

// Types that hold any value: QVariant, QJsonValue and their containers; and types with converters.
class tst_VariantCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void variantHoldsWhatCame_data();
    void variantHoldsWhatCame();
    void variantIsWrittenAsWhatItHolds_data();
    void variantIsWrittenAsWhatItHolds();
    void variantOfUnknownTypeIsAnError();
    void variantContainersSurvive();
    void jsonValuesSurvive_data();
    void jsonValuesSurvive();
    void jsonIntegersStayExact();
    void jsonTypesTakeTheirKindOnly();
    void convertersDecide();
    void anyValueFitsLeast();
};

void tst_VariantCodecs::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_VariantCodecs::variantHoldsWhatCame_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("null") << QByteArray("null") << QVariant::fromValue(nullptr);
    QTest::newRow("bool") << QByteArray("true") << QVariant(true);
    QTest::newRow("integer") << QByteArray("9007199254740993")
                             << QVariant(Q_INT64_C(9007199254740993));
    QTest::newRow("large integer")
        << QByteArray("18446744073709551615") << QVariant(std::numeric_limits<quint64>::max());
    QTest::newRow("double") << QByteArray("1.0") << QVariant(1.0);
    QTest::newRow("string") << QByteArray(R"("abc")") << QVariant(u"abc"_s);
    QTest::newRow("array") << QByteArray(R"([1,["a"]])")
                           << QVariant(QVariantList{qlonglong(1), QVariantList{u"a"_s}});
    QTest::newRow("object") << QByteArray(R"({"a":{"b":false}})")
                            << QVariant(QVariantMap{{u"a"_s, QVariantMap{{u"b"_s, false}}}});
}

void tst_VariantCodecs::variantHoldsWhatCame()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QVariant, value);
    const auto result = read<QVariant>(json);
    QCOMPARE(result.problem, QString());
    QCOMPARE(result.value.metaType(), value.metaType());
    QCOMPARE(result.value, value);
    QCOMPARE(written(result.value), json);
}

void tst_VariantCodecs::variantIsWrittenAsWhatItHolds_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("invalid") << QVariant() << QByteArray("null");
    QTest::newRow("long") << QVariant::fromValue(7L) << QByteArray("7");
    QTest::newRow("uchar") << QVariant::fromValue(uchar(7)) << QByteArray("7");
    QTest::newRow("list of int") << QVariant::fromValue(QList<int>{1}) << QByteArray("[1]");
    QTest::newRow("map of int") << QVariant::fromValue(QMap<QString, int>{{u"a"_s, 1}})
                                << QByteArray(R"({"a":1})");
    QTest::newRow("largest quint64")
        << QVariant(std::numeric_limits<quint64>::max()) << QByteArray("18446744073709551615");
    QTest::newRow("bytes") << QVariant(QByteArray("hi")) << QByteArray(R"("aGk=")");
    QTest::newRow("hash") << QVariant(QVariantHash{{u"a"_s, 1.5}}) << QByteArray(R"({"a":1.5})");
    QTest::newRow("JSON") << QVariant(QJsonArray{1, QJsonValue()}) << QByteArray("[1,null]");
    QTest::newRow("variant") << QVariant::fromValue(QVariant::fromValue(QVariantList{QVariant()}))
                             << QByteArray("[null]");
}

void tst_VariantCodecs::variantIsWrittenAsWhatItHolds()
{
    QFETCH(const QVariant, value);
    QFETCH(const QByteArray, json);
    QCOMPARE(written(value), json);
}

void tst_VariantCodecs::variantOfUnknownTypeIsAnError()
{
    QVERIFY(
        written(QVariant(QRegularExpression()))
            .startsWith("expected a type that can be marshalled, got QRegularExpression is not"));
    QVERIFY(written(QVariantMap{{u"a"_s, QRegularExpression()}}).startsWith("a: expected a type"));
}

void tst_VariantCodecs::variantContainersSurvive()
{
    const QVariantMap map = {{u"a"_s, qlonglong(1)}, {u"b"_s, QVariantList{0.5, u"c"_s, true}},
        {u"d"_s, QVariantMap()}, {u"e"_s, QVariantList()}, {u"f"_s, QVariant::fromValue(nullptr)}};
    QCOMPARE(survived(map), map);
    const QVariantHash hash(map.keyValueBegin(), map.keyValueEnd());
    QCOMPARE(survived(hash), hash);
    const QVariantList list = {map, map};
    QCOMPARE(survived(list), list);
}

void tst_VariantCodecs::jsonValuesSurvive_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("null") << QJsonValue();
    QTest::newRow("bool") << QJsonValue(true);
    QTest::newRow("double") << QJsonValue(0.1);
    QTest::newRow("string") << QJsonValue(u"a"_s);
    QTest::newRow("array") << QJsonValue(QJsonArray{1, u"b"_s, QJsonArray(), QJsonObject()});
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, QJsonValue()}, {u"b"_s, 2.5}});
}

void tst_VariantCodecs::jsonValuesSurvive()
{
    QFETCH(const QJsonValue, value);
    QCOMPARE(survived(value), value);
    if (value.isArray()) {
        QCOMPARE(survived(value.toArray()), value.toArray());
        QCOMPARE(survived(QJsonDocument(value.toArray())), QJsonDocument(value.toArray()));
    }
    if (value.isObject()) {
        QCOMPARE(survived(value.toObject()), value.toObject());
        QCOMPARE(survived(QJsonDocument(value.toObject())), QJsonDocument(value.toObject()));
    }
    QCOMPARE(survived(QJsonDocument()), QJsonDocument());
}

void tst_VariantCodecs::jsonIntegersStayExact()
{
    const QJsonValue value(Q_INT64_C(9007199254740993));
    QCOMPARE(survived(value).toInteger(), Q_INT64_C(9007199254740993));
    QCOMPARE(written(value), QByteArray("9007199254740993"));
}

void tst_VariantCodecs::jsonTypesTakeTheirKindOnly()
{
    QCOMPARE(read<QJsonObject>("[]").problem, u"expected object, got []"_s);
    QCOMPARE(read<QJsonArray>("{}").problem, u"expected array, got {}"_s);
    QCOMPARE(read<QJsonDocument>("1").problem, u"expected array, object or null, got 1"_s);
    QCOMPARE(read<QJsonObject>("null").problem, u"expected object, got null"_s);
}

// Only a converter of this untyped kind can fail.
static void registerMoneyConverters()
{
    QMetaType::registerConverter<Money, QJsonValue>(
        [](Money money) { return QJsonValue(money.cents); });
    const auto fromJson = [](const void *from, void *to) {
        const auto &json = *static_cast<const QJsonValue *>(from);
        static_cast<Money *>(to)->cents = json.toInteger();
        return json.isDouble();
    };
    QMetaType::registerConverterFunction(
        fromJson, QMetaType::fromType<QJsonValue>(), QMetaType::fromType<Money>());
}

void tst_VariantCodecs::convertersDecide()
{
    QVERIFY(problemOf(QMetaType::fromType<Money>()).contains(u"converters to and from QJsonValue"));
    registerMoneyConverters();
    QCOMPARE(written(Money{12}), QByteArray("12"));
    QCOMPARE(survived(Money{-5}), Money{-5});
    QCOMPARE(written(QVariant::fromValue(Money{3})), QByteArray("3"));
    QCOMPARE(read<Money>(R"("1")").problem, uR"(expected Money, got "1")"_s);
    QCOMPARE(fit<Money>(R"("1")"), Fit::None);
    QCOMPARE(fit<Money>("1"), Fit::Widening);
}

void tst_VariantCodecs::anyValueFitsLeast()
{
    QCOMPARE(fit<QVariant>("1"), Fit::Any);
    QCOMPARE(fit<QJsonValue>("{}"), Fit::Any);
    QCOMPARE(fit<QJsonObject>("{}"), Fit::Widening);
    QCOMPARE(fit<QJsonArray>("{}"), Fit::None);
}

QTEST_GUILESS_MAIN(tst_VariantCodecs)
#include "tst_variantcodecs.moc"
