// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"

#include <websocketrpc/registertype.h>

#include <QtCore/qrandom.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/quuid.h>

#include <list>

using namespace CodecTest;
using namespace Qt::StringLiterals;

// A type of which Qt knows only what is registered here.
struct Money
{
    qint64 cents = 0;
    friend bool operator==(const Money &, const Money &) = default;
};

// Not even comparable.
struct Bare
{
    int value = 0;
};

class Cell
{
    Q_GADGET
    Q_PROPERTY(int row MEMBER row)
public:
    int row = 0;
    friend bool operator==(const Cell &, const Cell &) = default;
};

class tst_ContainerCodecs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void containersOfIntegersSurvive();
    void containersOfTextSurvive();
    void containersOfGadgetsSurvive();
    void containersOfOwnTypesSurvive();
    void registeredCombinationsSurvive();
    void typeWithoutComparisonSurvives();
    void emptyContainersSurvive();
    void deepContainersSurvive();
    void vectorOfBoolSurvives();
    void optionalIsNullOrItsValue();
    void nestedOptionalSurvives();
    void tuplesAreArraysOfExactLength_data();
    void tuplesAreArraysOfExactLength();
    void newContentReplacesOld();
    void repeatedKeysKeepTheLast();
    void mismatchNamesTheElement();
    void whatIsNoContainerIsRefused_data();
    void whatIsNoContainerIsRefused();
    void mapKeysAreTextOnly();
    void unregisteredTypeNamesTheLineToWrite_data();
    void unregisteredTypeNamesTheLineToWrite();
    void fitIsThatOfTheWorstElement();
};

void tst_ContainerCodecs::initTestCase()
{
    QMetaType::registerConverter<Money, QJsonValue>(
        [](Money money) { return QJsonValue(money.cents); });
    QMetaType::registerConverter<QJsonValue, Money>(
        [](const QJsonValue &json) { return Money{json.toInteger()}; });
    QMetaType::registerConverter<Bare, QJsonValue>(
        [](Bare bare) { return QJsonValue(bare.value); });
    QMetaType::registerConverter<QJsonValue, Bare>(
        [](const QJsonValue &json) { return Bare{json.toInt()}; });
    registerType<Money>();
    registerType<Bare, std::tuple<int, Bare>, std::map<QString, Bare>>();
    registerType<Cell>();
    registerType<std::tuple<int, QString, Money>>();
    registerType<std::pair<int, QString>>();
    registerType<std::map<QString, std::vector<std::optional<Cell>>>>();
    registerType<std::optional<std::optional<int>>>();
    registerType<std::tuple<>>();
}

void tst_ContainerCodecs::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

template<typename T, typename F>
static void containersSurvive(F &&make)
{
    QList<T> list;
    std::vector<T> vector;
    std::list<T> linked;
    QMap<QString, T> map;
    QHash<QString, T> hash;
    std::map<QString, T> ordered;
    for (int i = 0; i < 50; ++i) {
        const T value = make();
        list.append(value);
        vector.push_back(value);
        linked.push_back(value);
        const QString key = QString::number(i) + u"\n \"\u00e4"_s;
        map.insert(key, value);
        hash.insert(key, value);
        ordered.insert({key, value});
        QCOMPARE(survived(std::optional(value)), std::optional(value));
    }
    QVERIFY(survived(list) == list);
    QVERIFY(survived(vector) == vector);
    QVERIFY(survived(map) == map);
    QVERIFY(survived(hash) == hash);
    if constexpr (QMetaTypeId2<T>::Defined) {
        QVERIFY(survived(linked) == linked);
        QVERIFY(survived(ordered) == ordered);
    }
    if constexpr (requires { qHash(list.front()); } && QMetaTypeId2<T>::Defined) {
        const QSet<T> set(list.begin(), list.end());
        QVERIFY(survived(set) == set);
    }
}

void tst_ContainerCodecs::containersOfIntegersSurvive()
{
    auto *random = QRandomGenerator::global();
    containersSurvive<int>([=] { return int(random->generate()); });
    containersSurvive<quint64>([=] { return quint64(random->generate64()); });
    containersSurvive<uchar>([=] { return uchar(random->generate()); });
    containersSurvive<double>([=] { return random->generateDouble(); });
    containersSurvive<bool>([=] { return bool(random->bounded(2)); });
}

void tst_ContainerCodecs::containersOfTextSurvive()
{
    containersSurvive<QString>([] { return QUuid::createUuid().toString(); });
    containersSurvive<QByteArray>([] { return QUuid::createUuid().toRfc4122(); });
    containersSurvive<QUuid>([] { return QUuid::createUuid(); });
}

void tst_ContainerCodecs::containersOfGadgetsSurvive()
{
    containersSurvive<Cell>([] { return Cell{int(QRandomGenerator::global()->generate())}; });
}

void tst_ContainerCodecs::containersOfOwnTypesSurvive()
{
    containersSurvive<Money>([] { return Money{QRandomGenerator::global()->bounded(100)}; });
}

void tst_ContainerCodecs::registeredCombinationsSurvive()
{
    const std::tuple<int, QString, Money> tuple(1, u"two"_s, Money{3});
    QVERIFY(survived(tuple) == tuple);
    QCOMPARE(written(tuple), QByteArray(R"([1,"two",3])"));
    const std::pair<int, QString> pair(1, u"two"_s);
    QCOMPARE(survived(pair), pair);
    QVERIFY(survived(QList{tuple, tuple}) == (QList{tuple, tuple}));
    const std::map<QString, std::vector<std::optional<Cell>>> nested = {
        {u"a"_s, {Cell{1}, std::nullopt}}, {u"b"_s, {}}};
    QVERIFY(survived(nested) == nested);
    QCOMPARE(written(nested), QByteArray(R"({"a":[{"row":1},null],"b":[]})"));
}

void tst_ContainerCodecs::typeWithoutComparisonSurvives()
{
    QCOMPARE(written(survived(std::optional(Bare{3}))), QByteArray("3"));
    QCOMPARE(written(survived(QList<std::tuple<int, Bare>>{{1, {2}}})), QByteArray("[[1,2]]"));
    QCOMPARE((written(survived(std::map<QString, Bare>{{u"a"_s, {4}}}))), QByteArray(R"({"a":4})"));
}

void tst_ContainerCodecs::emptyContainersSurvive()
{
    QCOMPARE(written(QList<int>()), QByteArray("[]"));
    QCOMPARE(survived(QList<int>()), QList<int>());
    QCOMPARE(written(QSet<QString>()), QByteArray("[]"));
    QCOMPARE(written(QMap<QString, int>()), QByteArray("{}"));
    QVERIFY((survived(QMap<QString, int>()).isEmpty()));
    QCOMPARE(written(QStringList()), QByteArray("[]"));
    QCOMPARE(written(std::tuple<>()), QByteArray("[]"));
    QCOMPARE(read<std::tuple<>>("[]").problem, QString());
    QCOMPARE((survived(QMap<QString, int>{{QString(), 1}}).value(QString())), 1);
}

void tst_ContainerCodecs::deepContainersSurvive()
{
    using Deep = QMap<QString, QList<QHash<QString, QList<QList<int>>>>>;
    const Deep deep = {{u"a"_s, {{{u"b"_s, {{1, 2}, {}, {3}}}}, {}}}, {u"c"_s, {}}};
    QVERIFY(survived(deep) == deep);
    QCOMPARE(read<Deep>(R"({"a":[{},{"b":[[],[0,"1"]]}]})").problem,
        uR"(a[1].b[1][1]: expected int, got "1")"_s);
}

void tst_ContainerCodecs::vectorOfBoolSurvives()
{
    const std::vector<bool> bits = {true, false, true};
    QCOMPARE(written(bits), QByteArray("[true,false,true]"));
    QVERIFY(survived(bits) == bits);
}

void tst_ContainerCodecs::optionalIsNullOrItsValue()
{
    QCOMPARE(written(std::optional<int>()), QByteArray("null"));
    QCOMPARE(written(std::optional<int>(3)), QByteArray("3"));
    QVERIFY(!read<std::optional<QString>>("null").value);
    QCOMPARE(read<std::optional<int>>(R"("3")").problem, uR"(expected int or null, got "3")"_s);
}

void tst_ContainerCodecs::nestedOptionalSurvives()
{
    const std::optional<std::optional<int>> three(3);
    QVERIFY(survived(three) == three);
    QVERIFY(!read<std::optional<std::optional<int>>>("null").value);
}

void tst_ContainerCodecs::tuplesAreArraysOfExactLength_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"[]", "[1]", R"([1,"a",2])", R"({"0":1})", "null", "1"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_ContainerCodecs::tuplesAreArraysOfExactLength()
{
    QFETCH(const QByteArray, json);
    using Pair = std::pair<int, QString>;
    QCOMPARE(read<Pair>(json).problem,
        "expected array of [int, string], got "_L1 + QLatin1StringView(json));
    QCOMPARE(fit<Pair>(json), Fit::None);
}

void tst_ContainerCodecs::newContentReplacesOld()
{
    JsonReader reader;
    QList<int> list = {9, 9, 9};
    QVERIFY(!codec<QList<int>>().read(parse(reader, "[1]"), &list, {}));
    QCOMPARE(list, QList<int>{1});
    std::map<QString, int> map = {{u"old"_s, 1}};
    QVERIFY((!codec<std::map<QString, int>>().read(parse(reader, R"({"new":2})"), &map, {})));
    QVERIFY((map == std::map<QString, int>{{u"new"_s, 2}}));
}

void tst_ContainerCodecs::repeatedKeysKeepTheLast()
{
    QCOMPARE((read<QMap<QString, Cell>>(R"({"a":{"row":1},"a":{}})").value.value(u"a"_s)), Cell());
}

void tst_ContainerCodecs::mismatchNamesTheElement()
{
    QCOMPARE(read<QStringList>(R"(["a",null])").problem, u"[1]: expected string, got null"_s);
    QCOMPARE(read<QStringList>("[[1]]").problem, u"[0]: expected string, got [1]"_s);
    QCOMPARE(
        (read<QMap<QString, int>>(R"({"a":1,"b":"2"})").problem), uR"(b: expected int, got "2")"_s);
    QCOMPARE((read<std::pair<int, QString>>("[1,2]").problem), u"[1]: expected string, got 2"_s);
}

void tst_ContainerCodecs::whatIsNoContainerIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"null", "true", "5", "1.5", R"("abc")"})
        QTest::newRow(json) << QByteArray(json);
}

void tst_ContainerCodecs::whatIsNoContainerIsRefused()
{
    QFETCH(const QByteArray, json);
    const QLatin1StringView got(json);
    QCOMPARE(read<QList<int>>(json).problem, "expected array of int, got "_L1 + got);
    QCOMPARE(read<QVariantList>(json).problem, "expected array of any value, got "_L1 + got);
    QCOMPARE((read<QMap<QString, int>>(json).problem), "expected object of int, got "_L1 + got);
    QCOMPARE(read<QList<int>>("{}").problem, u"expected array of int, got {}"_s);
    QCOMPARE((read<QHash<QString, int>>("[]").problem), u"expected object of int, got []"_s);
}

void tst_ContainerCodecs::mapKeysAreTextOnly()
{
    const QString problem = u"cannot be marshalled; the keys of a map must be QString"_s;
    QVERIFY(problemOf(QMetaType::fromType<QMap<int, int>>()).endsWith(problem));
    QVERIFY(problemOf(QMetaType::fromType<QMap<QByteArray, int>>()).endsWith(problem));
    QVERIFY(!problemOf(QMetaType::fromType<QMultiMap<QString, int>>()).isEmpty());
}

struct Stranger
{
};

void tst_ContainerCodecs::unregisteredTypeNamesTheLineToWrite_data()
{
    QTest::addColumn<QMetaType>("type");
    QTest::addColumn<QString>("line");
    const auto add = [](QMetaType type, const char *line) {
        QTest::newRow(type.name()) << type << QString::fromUtf8(line);
    };
    add(QMetaType::fromType<std::optional<QList<QUuid>>>(), "registerType<QList<QUuid>>()");
    add(QMetaType::fromType<QList<Stranger>>(), "registerType<Stranger>()");
    add(QMetaType::fromType<QMap<QString, Stranger>>(), "registerType<Stranger>()");
    add(QMetaType::fromType<std::tuple<int, double>>(), "registerType<std::tuple<int,double>>()");
    add(QMetaType::fromType<std::vector<std::optional<QChar>>>(),
        "registerType<std::optional<QChar>>()");
}

void tst_ContainerCodecs::unregisteredTypeNamesTheLineToWrite()
{
    QFETCH(const QMetaType, type);
    QFETCH(const QString, line);
    const QString problem = problemOf(type);
    QVERIFY2(problem.contains("call WebSocketRpc::"_L1 + line), qPrintable(problem));
}

void tst_ContainerCodecs::fitIsThatOfTheWorstElement()
{
    QCOMPARE(fit<QList<int>>("[1,2]"), Fit::Exact);
    QCOMPARE(fit<QList<int>>("[1,2.0]"), Fit::Widening);
    QCOMPARE(fit<QList<int>>("[1,\"2\"]"), Fit::None);
    QCOMPARE(fit<QVariantList>("[1]"), Fit::Widening);
    QCOMPARE((fit<QMap<QString, int>>(R"({"a":1})")), Fit::Exact);
    QCOMPARE(fit<std::optional<int>>("null"), Fit::Exact);
    QCOMPARE(fit<std::optional<int>>("1.0"), Fit::Widening);
}

QTEST_GUILESS_MAIN(tst_ContainerCodecs)
#include "tst_containercodecs.moc"
