// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "apireading.h"

using namespace ApiReading;
using namespace Qt::StringLiterals;

// JSON Schemas as types.
class tst_ApiSchemas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemaIsAType_data();
    void schemaIsAType();
    void integersHaveTheirBounds();
    void whatCannotBeToldIsAny_data();
    void whatCannotBeToldIsAny();
    void typeMayReferToItself();
    void circleOfReferencesIsAny();
    void partsOfAnObjectAreOneObject();
    void membersAreInTheirOrder();
};

void tst_ApiSchemas::schemaIsAType_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *schema, const char *text) {
        QTest::newRow(schema) << QByteArray(schema) << QString::fromLatin1(text);
    };
    row("{}", "any");
    row("true", "any");
    row(R"({"type": "null"})", "null");
    row(R"({"type": "boolean"})", "bool");
    row(R"({"type": "integer"})", "integer");
    row(R"({"type": "integer", "minimum": -2147483648, "maximum": 2147483647})", "int");
    row(R"({"type": "integer", "minimum": 0, "exclusiveMaximum": 18446744073709551616})", "uint64");
    row(R"({"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807})",
        "int64");
    row(R"({"type": "integer", "exclusiveMinimum": 0, "maximum": 9.5})", "integer 1..9");
    row(R"({"type": "number"})", "number");
    row(R"({"type": "number", "x-type": "float"})", "float");
    row(R"({"type": "string"})", "string");
    row(R"({"type": "string", "format": "date-time"})", "string (date-time)");
    row(R"({"type": "string", "x-type": "QUuid"})", "QUuid");
    row(R"({"enum": ["a", "b"]})", R"(one of "a", "b")");
    row(R"({"enum": [1, null]})", "one of 1 or null");
    row(R"({"const": "a"})", R"(one of "a")");
    row(R"({"enum": ["A", "B", 0, 1], "x-enum": {"A": 0, "B": 1}})", "one of A, B");
    row(R"({"anyOf": [{}, {}], "x-enum": {"A": 1, "B": 2}})", "flags of A|B");
    row(R"({"type": "array"})", "list of any");
    row(R"({"type": "array", "items": {"type": "boolean"}})", "list of bool");
    row(R"({"items": {"type": "boolean"}})", "list of bool");
    row(R"({"type": "array", "items": [{"type": "boolean"}, {}], "minItems": 2, "maxItems": 2})",
        "[bool, any]");
    row(R"({"type": "array", "minItems": 0, "maxItems": 0})", "list of any");
    row(R"({"type": "object"})", "map of any");
    row(R"({"additionalProperties": {"type": "null"}})", "map of null");
    row(R"({"patternProperties": {".*": {"type": "null"}}})", "map of null");
    row(R"({"properties": {"a": {"type": "null"}, "b": {}}, "required": ["a"]})",
        "{a: null, b?: any}");
    row(R"({"type": "object", "additionalProperties": false})", "{}");
    row(R"({"anyOf": [{"type": "boolean"}, {"type": "null"}]})", "bool or null");
    row(R"({"type": ["number", "null"]})", "number or null");
    row(R"({"oneOf": [{"type": "boolean"}, {"type": "string"}]})", "bool or string");
    row(R"({"oneOf": [{"type": "boolean"}, {"oneOf": [{"type": "null"}, {"type": "string"}]}]})",
        "bool or string or null");
    row(R"({"oneOf": [{"type": "boolean"}, {}]})", "any");
    row(R"({"oneOf": []})", "any");
    row(R"({"allOf": [{"type": "boolean"}]})", "bool");
    row(R"({"x-stream": {"type": "boolean"}, "anyOf": [{}, {}]})", "stream of bool");
    row(R"({"x-type": "Price"})", "Price");
}

void tst_ApiSchemas::schemaIsAType()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QString, text);
    const Api::Document document = read(withParameter(schema));
    QCOMPARE(toText(*parameterOf(document)), text);
    QVERIFY(document.notes.empty());
}

void tst_ApiSchemas::integersHaveTheirBounds()
{
    const auto document = read(withParameter(R"({"type": "integer", "minimum": 1, "maximum": 6})"));
    const auto *integer = parameterOf(document)->as<Api::Integer>();
    QVERIFY(integer);
    QCOMPARE(integer->minimum, std::optional(1.0));
    QCOMPARE(integer->maximum, std::optional(6.0));
}

void tst_ApiSchemas::whatCannotBeToldIsAny_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    const QString path = u"#/methods/0/params/0/schema"_s;
    const auto row = [](const char *schema, const QString &place, const char *text) {
        QTest::newRow(schema) << QByteArray(schema) << place << QString::fromLatin1(text);
    };
    row("false", path, "any");
    row("1", path, "any");
    row(R"({"type": "integre"})", path, "any");
    row(R"({"type": 7, "not": {}})", path, "any");
    row(R"({"$ref": "other.json#/a"})", path, "any");
    row(R"({"$ref": "#/nowhere"})", path, "any");
    row(R"({"$ref": 7})", path, "any");
    row(R"({"allOf": [{"properties": {"a": {}}}, {"type": "string"}]})", path, "any");
    row(R"({"patternProperties": {"a": {}, "b": {}}})", path, "map of any");
    row(R"({"items": [{}, {}]})", path, "list of any");
    row(R"({"items": [{"type": "null"}], "additionalItems": false})", path, "list of null");
    row(R"({"items": {"anyOf": [{"type": "null"}, {"type": "x/y"}]}})", path + u"/items/anyOf/1"_s,
        "list of any");
    row(R"({"properties": {"a/b": {"type": "?"}}})", path + u"/properties/a~1b"_s, "{a/b?: any}");
}

void tst_ApiSchemas::whatCannotBeToldIsAny()
{
    QFETCH(const QByteArray, schema);
    QFETCH(const QString, path);
    QFETCH(const QString, text);
    const Api::Document document = read(withParameter(schema));
    QCOMPARE(toText(*parameterOf(document)), text);
    QCOMPARE(document.notes.size(), 1U);
    QCOMPARE(document.notes.front().path, path);
    QVERIFY(!document.notes.front().text.isEmpty());
}

void tst_ApiSchemas::typeMayReferToItself()
{
    const Api::Document document = read(withSchemas(
        R"({"Tree": {"properties": {"children": {"items": {"$ref": "#/components/schemas/Tree"}}}}})"));
    QCOMPARE(document.types.size(), 1U);
    QCOMPARE(toText(*document.types.at(u"Tree"_s)), u"{children?: list of Tree}"_s);
}

void tst_ApiSchemas::circleOfReferencesIsAny()
{
    const Api::Document document = read(withSchemas(
        R"({"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}})"));
    QVERIFY(document.resolved(*document.types.at(u"A"_s)).as<Api::Any>());
}

void tst_ApiSchemas::partsOfAnObjectAreOneObject()
{
    const Api::Document document = read(withSchemas(R"({
        "Base": {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}},
        "Pet": {"required": ["name"], "allOf": [{"$ref": "#/components/schemas/Base"},
            {"properties": {"name": {"type": "string"}, "tag": {"type": "string"}}}]}})"));
    QCOMPARE(toText(*document.types.at(u"Pet"_s)), u"{id: integer, name: string, tag?: string}"_s);
}

void tst_ApiSchemas::membersAreInTheirOrder()
{
    const Api::Document ordered = read(withParameter(
        R"({"properties": {"a": {}, "b": {}, "c": {}}, "x-order": ["c", "a", "b"]})"));
    QCOMPARE(toText(*parameterOf(ordered)), u"{c?: any, a?: any, b?: any}"_s);
    const Api::Document wrong =
        read(withParameter(R"({"properties": {"b": {}, "a": {}}, "x-order": ["b", "x", "b"]})"));
    QCOMPARE(toText(*parameterOf(wrong)), u"{a?: any, b?: any}"_s);
}

QTEST_GUILESS_MAIN(tst_ApiSchemas)
#include "tst_apischemas.moc"
