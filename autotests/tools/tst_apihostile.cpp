// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/names.h"
#include "apireading.h"

using namespace ApiReading;
using namespace Qt::StringLiterals;

namespace {

QString problemOf(const QByteArray &json)
{
    const Api::Reading reading = Api::readDocument(json);
    const auto *unreadable = std::get_if<Api::Unreadable>(&reading);
    return unreadable ? unreadable->reason : QString();
}

QByteArray nested(
    const QByteArray &begin, const QByteArray &middle, const QByteArray &end, int depth)
{
    return begin.repeated(depth) + middle + end.repeated(depth);
}

} // namespace

// Documents that mean harm.
class tst_ApiHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void halfACharacterMakesNoTextHarmful();
    void noDocumentIsRefused_data();
    void noDocumentIsRefused();
    void hostileDocumentDoesNoHarm_data();
    void hostileDocumentDoesNoHarm();
    void namesOfTypesAreHarmless();
    void textsAreHarmless();
    void identifiersAreHarmless_data();
    void identifiersAreHarmless();
    void namesAreMadeUnique();
};

void tst_ApiHostile::noDocumentIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no JSON") << QByteArray("{");
    QTest::newRow("an array") << QByteArray("[]");
    QTest::newRow("no version") << QByteArray(R"({"methods": []})");
    QTest::newRow("another version") << QByteArray(R"({"openrpc": "2.0.0", "methods": []})");
    QTest::newRow("a number as version") << QByteArray(R"({"openrpc": 1, "methods": []})");
    QTest::newRow("no methods") << QByteArray(R"({"openrpc": "1.3.2"})");
    QTest::newRow("an object of methods") << QByteArray(R"({"openrpc": "1.3.2", "methods": {}})");
    QTest::newRow("too deep for JSON") << withParameter(nested("[", "", "]", 5000));
    QTest::newRow("too many schemas")
        << withParameter("{\"anyOf\": [{}" + QByteArray(",{}").repeated(100'001) + "]}");
}

void tst_ApiHostile::noDocumentIsRefused()
{
    QFETCH(const QByteArray, json);
    QVERIFY(!problemOf(json).isEmpty());
}

void tst_ApiHostile::hostileDocumentDoesNoHarm_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("deep schema") << withParameter(nested(R"({"items": )", "{}", "}", 500));
    QTest::newRow("deep parts") << withParameter(nested(R"({"allOf": [{}, )", "{}", "]}", 200));
    QTest::newRow("deep choices") << withParameter(nested(R"({"anyOf": [{}, )", "{}", "]}", 200));
    QTest::newRow("parts of itself")
        << withSchemas(R"({"A": {"allOf": [{"$ref": "#/components/schemas/A"}, {}]}})");
    QByteArray doubling = R"({"T0": {"properties": {"a": {}}})";
    for (int i = 1; i < 60; ++i) {
        const QByteArray ref =
            R"({"$ref": "#/components/schemas/T)" + QByteArray::number(i - 1) + "\"}";
        doubling += ", \"T" + QByteArray::number(i) + "\": {\"allOf\": [" + ref + ',' + ref + "]}";
    }
    QTest::newRow("doubling parts") << withSchemas(doubling + '}');
    QTest::newRow("method that refers to itself")
        << QByteArray(R"({"openrpc": "1.3.2", "methods": [{"$ref": "#/methods/0"}]})");
    QTest::newRow("reference into itself")
        << withParameter(R"({"$ref": "#/methods/0/params/0/schema"})");
    QTest::newRow("wrong types") << QByteArray(R"({"openrpc": "1.3.2", "info": [], "methods": [
        {"name": "a", "params": {}, "result": 5, "errors": "x", "tags": {}, "x-overloads": 3},
        {"name": "b", "params": [5, [], null], "result": {"schema": []}, "x-overloads": [7]},
        {"name": 7}], "components": [], "x-signals": {"name": "a"}, "x-properties": [[]],
        "x-models": [{"name": "m", "roles": 5}]})");
    QTest::newRow("wrong types in schemas") << withParameter(R"({"type": "object", "properties": [],
        "required": "a", "x-order": {}, "allOf": {}, "anyOf": 1, "enum": {}, "minimum": "a"})");
}

void tst_ApiHostile::hostileDocumentDoesNoHarm()
{
    QFETCH(const QByteArray, json);
    const Api::Reading reading = Api::readDocument(json);
    if (const auto *document = std::get_if<Api::Document>(&reading)) {
        QVERIFY(document->methods.size() <= 2);
        for (const auto &[name, type] : document->types)
            QVERIFY(!toText(*type).isEmpty());
    }
}

void tst_ApiHostile::namesOfTypesAreHarmless()
{
    const Api::Document document = read(withSchemas(
        R"({"../../etc/passwd": {}, "a\"b\n*/": {}, "": {}, "7": {}, "x/y": {"$ref": "#/components/schemas/x~1y"},
            "a.b-open": {}, "a b": {}, "a_b": {}})"));
    QStringList names;
    for (const auto &[name, type] : document.types)
        names.append(name);
    names.sort();
    QCOMPARE(names,
        QStringList({u"_"_s, u"_._etc_passwd"_s, u"_7"_s, u"a.b_open"_s, u"a_b"_s, u"a_b_2"_s,
            u"a_b___"_s, u"x_y"_s}));
}

void tst_ApiHostile::textsAreHarmless()
{
    const Api::Document document = read(R"({"openrpc": "1.3.2", "info": {"title": "a\u001b[2J\tb"},
        "methods": [{"name": "m", "description": "one\r\ntwo\u202e\u2028", "params": [
            {"name": "p", "schema": {"x-type": "int x; */ abort();"}}]}]})");
    QCOMPARE(document.title, u"a[2J b"_s);
    QCOMPARE(document.methods.front().description, u"one\ntwo"_s);
    QCOMPARE(parameterOf(document)->cppType, QString());
}

void tst_ApiHostile::identifiersAreHarmless_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("identifier");
    QTest::newRow("one already") << u"add_2"_s << u"add_2"_s;
    QTest::newRow("nothing") << u""_s << u"_"_s;
    QTest::newRow("number") << u"2a"_s << u"_2a"_s;
    QTest::newRow("dots") << u"a.b"_s << u"a_b"_s;
    QTest::newRow("path") << u"../a"_s << u"___a"_s;
    QTest::newRow("end of a comment") << u"*/\n\"'`${}"_s << u"_________"_s;
    QTest::newRow("other letters") << u"größe٣"_s << u"gr__e_"_s;
    QTest::newRow("long") << QString(1000, u'a') << QString(100, u'a');
}

void tst_ApiHostile::identifiersAreHarmless()
{
    QFETCH(const QString, text);
    QFETCH(const QString, identifier);
    QCOMPARE(Api::identifierFrom(text), identifier);
}

void tst_ApiHostile::namesAreMadeUnique()
{
    Api::UniqueNames names;
    QCOMPARE(names.unique(u"a"_s), u"a"_s);
    QCOMPARE(names.unique(u"a_2"_s), u"a_2"_s);
    QCOMPARE(names.unique(u"a"_s), u"a_3"_s);
    QCOMPARE(names.unique(u"a"_s), u"a_4"_s);
    QCOMPARE(names.unique(u"a_2"_s), u"a_2_2"_s);
}

// Half a surrogate pair is where regular expressions stop.
void tst_ApiHostile::halfACharacterMakesNoTextHarmful()
{
    const QString half(QChar(0xd800));
    const QString text = half + u"a\u2028b\rc\u202ed\te\nf\u0001\u200bg"_s;
    QCOMPARE(Api::harmlessText(text), u"\ufffdabcd e\nfg"_s);
    QCOMPARE(Api::harmlessText(u"\U0001F33F ü"_s), u"\U0001F33F ü"_s);
}

QTEST_GUILESS_MAIN(tst_ApiHostile)
#include "tst_apihostile.moc"
