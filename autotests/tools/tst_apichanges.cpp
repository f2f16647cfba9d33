// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/changes.h"
#include "api/nearestname.h"
#include "apireading.h"

#include <QFile>

using namespace ApiReading;
using namespace Qt::StringLiterals;

namespace {

// Documents with one method each, of which the rest is told.
QByteArray withMethod(const QByteArray &rest)
{
    return R"({"openrpc": "1.3.2", "methods": [{"name": "m", )" + rest + "}]}";
}

QByteArray parameter(const QByteArray &schema, const QByteArray &more = R"("required": true)")
{
    return R"("params": [{"name": "a", "schema": )" + schema + ", " + more + "}]";
}

QByteArray result(const QByteArray &schema)
{
    return R"("params": [], "result": {"name": "r", "schema": )" + schema + '}';
}

QStringList texts(const QByteArray &before, const QByteArray &after)
{
    QStringList texts;
    for (const Api::Change &change : Api::changes(read(before), read(after)))
        texts.append((change.breaks ? u"! "_s : QString()) + change.name + u' ' + change.text);
    return texts;
}

} // namespace

class tst_ApiChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void widerTypeIsTakenAndNotAnswered_data();
    void widerTypeIsTakenAndNotAnswered();
    void methodIsCompared_data();
    void methodIsCompared();
    void overloadIsComparedWithTheNearest();
    void otherMembersAreCompared_data();
    void otherMembersAreCompared();
    void sameDocumentHasNoChanges();
    void typesThatReferToThemselvesAreCompared();
    void manyTypesAreComparedQuickly();
    void nearestNameIsFound_data();
    void nearestNameIsFound();
};

// A parameter may take more than before, a result may be less; the other way round callers break.
void tst_ApiChanges::widerTypeIsTakenAndNotAnswered_data()
{
    QTest::addColumn<QByteArray>("narrow");
    QTest::addColumn<QByteArray>("wide");
    const auto row = [](const char *narrow, const char *wide) {
        QTest::addRow("%s, %s", narrow, wide) << QByteArray(narrow) << QByteArray(wide);
    };
    row(R"({"type": "boolean"})", "{}");
    row(R"({"type": "integer"})", R"({"type": "number"})");
    row(R"({"type": "integer", "minimum": 0, "maximum": 9})",
        R"({"type": "integer", "minimum": 0})");
    row(R"({"type": "integer", "minimum": 0, "maximum": 9})",
        R"({"type": "number", "maximum": 9})");
    row(R"({"type": "number", "minimum": 0})", R"({"type": "number"})");
    row(R"({"type": "string", "format": "date"})", R"({"type": "string"})");
    row(R"({"type": "string", "pattern": "a"})", R"({"type": "string"})");
    row(R"({"type": "string"})", R"({"type": ["string", "null"]})");
    row(R"({"type": "null"})", R"({"type": ["string", "null"]})");
    row(R"({"type": "string"})", R"({"anyOf": [{"type": "boolean"}, {"type": "string"}]})");
    row(R"({"enum": ["a", "b"]})", R"({"enum": ["b", "a", "c"]})");
    row(R"({"enum": ["a", "b"]})", R"({"type": "string"})");
    row(R"({"enum": [1, 2]})", R"({"type": "integer"})");
    row(R"({"enum": [1.5]})", R"({"type": "number"})");
    row(R"({"enum": ["A"], "x-enum": {"A": 0}})",
        R"({"enum": ["A", "B"], "x-enum": {"A": 0, "B": 1}})");
    row(R"({"enum": ["A"], "x-enum": {"A": 1}})", R"({"anyOf": [], "x-enum": {"A": 1}})");
    row(R"({"items": {"type": "integer"}})", R"({"items": {"type": "number"}})");
    row(R"({"items": {"type": "integer"}})", R"({"x-stream": {"type": "integer"}})");
    row(R"({"items": [{"type": "integer"}, {"type": "integer"}], "minItems": 2, "maxItems": 2})",
        R"({"items": {"type": "integer"}})");
    row(R"({"additionalProperties": {"type": "integer"}})", R"({"type": "object"})");
    row(R"({"properties": {"a": {"type": "integer"}}, "additionalProperties": false})",
        R"({"additionalProperties": {"type": "integer"}})");
    row(R"({"properties": {"a": {}}, "required": ["a"], "additionalProperties": false})",
        R"({"properties": {"a": {}}, "additionalProperties": false})");
    row(R"({"properties": {"a": {}}, "additionalProperties": false})",
        R"({"properties": {"a": {}, "b": {}}, "additionalProperties": false})");
    row(R"({"properties": {"a": {}}, "additionalProperties": false})",
        R"({"properties": {"a": {}}})");
}

void tst_ApiChanges::widerTypeIsTakenAndNotAnswered()
{
    QFETCH(const QByteArray, narrow);
    QFETCH(const QByteArray, wide);
    const auto changeOf = [](const QByteArray &before, const QByteArray &after) {
        const QStringList all = texts(withMethod(before), withMethod(after));
        return all.size() == 1 ? all.first().section(u':', 0, 0) : all.join(u'\n');
    };
    QCOMPARE(changeOf(parameter(narrow), parameter(wide)), u"m the parameter 'a' takes more"_s);
    QCOMPARE(changeOf(parameter(wide), parameter(narrow)), u"! m the parameter 'a' takes less"_s);
    QCOMPARE(changeOf(result(wide), result(narrow)), u"m the result is more exact"_s);
    QCOMPARE(changeOf(result(narrow), result(wide)), u"! m the result may be another one"_s);
}

void tst_ApiChanges::methodIsCompared_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QStringList>("changes");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                         const QStringList &changes) {
        QTest::newRow(name) << before << after << changes;
    };
    const QByteArray required = parameter("{}");
    const QByteArray optional = parameter("{}", R"("required": false)");
    const QByteArray none = R"("params": [])";
    const QByteArray two = R"("params": [{"name": "a", "schema": {}, "required": true},
        {"name": "b", "schema": {}, "required": )";
    row("required", optional, required, {u"! m the parameter 'a' is required now"_s});
    row("not required", required, optional, {u"m the parameter 'a' is not required any more"_s});
    row("removed", required, none, {u"! m the parameter 'a' is removed"_s});
    row("new and required", none, required, {u"! m the parameter 'a' is new and required"_s});
    row("new", none, optional, {u"m the parameter 'a' is new"_s});
    row("one more", required, two + "false}]", {u"m the parameter 'b' is new"_s});
    row("one more that is required", required, two + "true}]",
        {u"! m the parameter 'b' is new and required"_s});
    row("another name", required, R"("params": [{"name": "b", "schema": {}, "required": true}])",
        {u"! m the parameter 'a' is 'b' now"_s});
    row("another name by position", required + R"(, "paramStructure": "by-position")",
        R"("params": [{"name": "b", "schema": {}, "required": true}])",
        {u"m the parameter 'a' is 'b' now"_s});
    row("another order by name", two + R"(true}], "paramStructure": "by-name")",
        R"("params": [{"name": "b", "schema": {}, "required": true},
            {"name": "a", "schema": {}, "required": true}], "paramStructure": "by-name")",
        {});
    row("by name only", required, required + R"(, "paramStructure": "by-name")",
        {u"! m arguments can be passed by name only"_s});
    row("by position only", required, required + R"(, "paramStructure": "by-position")",
        {u"! m arguments can be passed by position only"_s});
    row("either", required + R"(, "paramStructure": "by-name")", required, {});
    row("whole params", required, required + R"(, "x-whole-params": true)",
        {u"! m takes its params in another way"_s});
    row("answered", none, result("{}"), {u"m is answered now"_s});
    row("not answered", result("{}"), none, {u"! m is not answered any more"_s});
    row("deprecated", none, none + R"(, "deprecated": true)", {u"m is deprecated now"_s});
    row("place of the change", result(R"({"properties": {"x": {"items": {"enum": ["a"]}}}})"),
        result(R"({"properties": {"x": {"items": {"enum": ["a", "b"]}}}})"),
        {u"! m the result may be another one: in 'x': in the elements: there is no value b"_s});
}

void tst_ApiChanges::methodIsCompared()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QStringList, changes);
    QCOMPARE(texts(withMethod(before), withMethod(after)), changes);
}

void tst_ApiChanges::overloadIsComparedWithTheNearest()
{
    const QByteArray text = "{" + parameter(R"({"type": "string"})") + "}";
    const QByteArray number = "{" + parameter(R"({"type": "number"})") + "}";
    const QByteArray flag = "{" + parameter(R"({"type": "boolean"})") + "}";
    const auto overloads = [](const QByteArrayList &all) {
        return withMethod(R"("params": [], "x-overloads": [)" + all.join(',') + "]");
    };
    QCOMPARE(texts(overloads({text, number}), overloads({flag, number, text})),
        QStringList{u"m has more overloads"_s});
    QCOMPARE(texts(overloads({text, number}), overloads({number, flag})),
        QStringList{u"! m the parameter 'a' takes less: string is not number"_s});
}

void tst_ApiChanges::otherMembersAreCompared_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("change");
    const auto row = [](const char *name, const QByteArray &before, const QByteArray &after,
                         const QString &change) {
        QTest::newRow(name) << R"("methods": [], )" + before << R"("methods": [], )" + after
                            << change;
    };
    const auto property = [](const QByteArray &rest) {
        return R"("x-properties": [{"name": "p", )" + rest + "}]";
    };
    const auto signal = [](const QByteArray &params) {
        return R"("x-signals": [{"name": "s", "params": [)" + params + "]}]";
    };
    const QByteArray integer = R"({"name": "a", "schema": {"type": "integer"}})";
    const QByteArray number = R"({"name": "a", "schema": {"type": "number"}})";
    const QByteArray some = R"("schema": {"type": "integer"})";
    const QByteArray more = R"("schema": {"type": "number"})";
    row("property removed", property(some), R"("x": 1)", u"! p is removed"_s);
    row("property new", R"("x": 1)", property(some), u"p is new"_s);
    row("not writable", property(some + R"(, "writable": true)"), property(some),
        u"! p is not writable any more"_s);
    row("writable", property(some), property(some + R"(, "writable": true)"),
        u"p is writable now"_s);
    row("not constant", property(some + R"(, "constant": true)"), property(some),
        u"! p is not constant any more"_s);
    row("wider property", property(some), property(more),
        u"! p its value may be another one: number is not integer"_s);
    row("narrower property", property(more), property(some), {});
    row("narrower writable property", property(more + R"(, "writable": true)"),
        property(some + R"(, "writable": true)"), u"! p takes less: number is not integer"_s);
    row("signal removed", signal(integer), R"("x": 1)", u"! s is removed"_s);
    row("wider signal", signal(integer), signal(number),
        u"! s the parameter 'a' may be another one: number is not integer"_s);
    row("narrower signal", signal(number), signal(integer), {});
    row("signal with more", signal(""), signal(integer), u"s has more parameters"_s);
    row("signal with less", signal(integer), signal(""), u"! s the parameter 'a' is removed"_s);
    const auto model = [](const QByteArray &rest) {
        return R"("x-models": [{"name": "m", "roles": [])" + rest + "}]";
    };
    row("sortable", model(""), model(R"(, "sortable": true)"), u"m is sortable now"_s);
    row("not insertable", model(R"(, "insertable": true)"), model(""),
        u"! m is not insertable any more"_s);
    row("not removable", model(R"(, "removable": true)"), model(""),
        u"! m is not removable any more"_s);
    row("role removed", R"("x-models": [{"name": "m", "roles": [)" + integer + "]}]",
        R"("x-models": [{"name": "m", "roles": []}])", u"! m the role 'a' is removed"_s);
}

void tst_ApiChanges::otherMembersAreCompared()
{
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, after);
    QFETCH(const QString, change);
    const QByteArray begin = R"({"openrpc": "1.3.2", )";
    QCOMPARE(texts(begin + before + '}', begin + after + '}').join(u'\n'), change);
}

void tst_ApiChanges::sameDocumentHasNoChanges()
{
    QFile file(QStringLiteral(OPENRPC_DOCUMENTS "/ethereum.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray document = file.readAll();
    QCOMPARE(texts(document, document), QStringList());
}

void tst_ApiChanges::typesThatReferToThemselvesAreCompared()
{
    const auto tree = [](const QByteArray &value) {
        return R"({"openrpc": "1.3.2", "methods": [{"name": "m",)"
            + parameter(R"({"$ref": "#/components/schemas/T"})")
            + R"(}], "components": {"schemas": {"T": {"properties": {"v": {"type": ")" + value
            + R"("}, "next": {"$ref": "#/components/schemas/T"}}}}}})";
    };
    QCOMPARE(texts(tree("integer"), tree("integer")), QStringList());
    QCOMPARE(texts(tree("integer"), tree("number")).size(), 1);
    QVERIFY(texts(tree("number"), tree("integer")).first().startsWith(u'!'));
}

// Each type has two choices, so there are 2^200 ways through them.
void tst_ApiChanges::manyTypesAreComparedQuickly()
{
    const auto document = [](const QByteArray &last) {
        QByteArray schemas = R"("T0": )" + last;
        for (int i = 1; i <= 200; ++i) {
            const QByteArray ref =
                R"({"$ref": "#/components/schemas/T)" + QByteArray::number(i - 1) + R"("})";
            const QByteArray list = R"({"items": )" + ref + '}';
            schemas +=
                ", \"T" + QByteArray::number(i) + R"(": {"anyOf": [)" + list + ',' + list + "]}";
        }
        return R"({"openrpc": "1.3.2", "methods": [{"name": "m",)"
            + parameter(R"({"$ref": "#/components/schemas/T200"})")
            + R"(}], "components": {"schemas": {)" + schemas + "}}}";
    };
    QCOMPARE(texts(document(R"({"type": "string"})"), document(R"({"type": "null"})")).size(), 1);
}

void tst_ApiChanges::nearestNameIsFound_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("nearest");
    QTest::newRow("a letter missing") << u"ad"_s << u"add"_s;
    QTest::newRow("letters exchanged") << u"cnocat"_s << u"concat"_s;
    QTest::newRow("another case") << u"ADD"_s << u"add"_s;
    QTest::newRow("without the prefix") << u"setSetpoint"_s << u"thermostat.set_setpoint"_s;
    QTest::newRow("something else") << u"multiply"_s << u""_s;
    QTest::newRow("nothing") << u""_s << u""_s;
    QTest::newRow("very long") << QString(10'000, u'a') << u""_s;
}

void tst_ApiChanges::nearestNameIsFound()
{
    QFETCH(const QString, written);
    QFETCH(const QString, nearest);
    QCOMPARE(
        Api::nearestName(written, {u"add"_s, u"concat"_s, u"thermostat.set_setpoint"_s}), nearest);
}

QTEST_GUILESS_MAIN(tst_ApiChanges)
#include "tst_apichanges.moc"
