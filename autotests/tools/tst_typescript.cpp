// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "apireading.h"
#include "generate/typescript/client.h"
#include "generate/typescript/methods.h"
#include "generate/typescript/text.h"

#include <QRegularExpression>

using namespace ApiReading;
using namespace Generator::TypeScript;
using namespace Qt::StringLiterals;

namespace {

Generator::Output clientOf(const QByteArray &json, const QString &className = u"Client"_s)
{
    return Generator::typeScriptClient(read(json), {.className = className});
}

QString codeOf(const QByteArray &json)
{
    return QString::fromUtf8(clientOf(json).files.front().text);
}

QByteArray withMethods(const QByteArray &methods, const QByteArray &more = {})
{
    return R"({"openrpc": "1.3.2", "info": {"title": "t", "version": "1"}, "methods": [)" + methods
        + ']' + more + '}';
}

// What is between the two texts, at their first place.
QString between(const QString &code, const QString &begin, const QString &end)
{
    return code.section(begin, 1).section(end, 0, 0);
}

} // namespace

// The client in TypeScript. interop/tst_typescriptclients compiles what is written.
class tst_TypeScript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsQuoted_data();
    void textIsQuoted();
    void memberHasItsName_data();
    void memberHasItsName();
    void valueIsItsOwnType_data();
    void valueIsItsOwnType();
    void commentDoesNotEnd();
    void longLineIsBroken();
    void typeIsWritten_data();
    void typeIsWritten();
    void argumentsArePassed_data();
    void argumentsArePassed();
    void resultIsTyped_data();
    void resultIsTyped();
    void methodsHaveNames();
    void membersOfAllClientsAreTaken();
    void overloadsThatLookTheSameAreOne();
    void overloadUnlikeTheOthersIsLeftOut();
    void gadgetsComeWholeAndGoInPart();
    void typeOfItselfEnds();
    void signalsAndPropertiesAreTyped();
    void modelsAreTyped();
    void typesOfALongClassAreListed();
    void importedTypesKeepTheirNames();
    void prefixIsLeftOut();
    void classHasAName_data();
    void classHasAName();
    void whatCannotBeWrittenIsTold();
    void outputIsTheSameAgain();
};

void tst_TypeScript::textIsQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("literal");
    QTest::newRow("word") << u"add"_s << u"'add'"_s;
    QTest::newRow("nothing") << QString() << u"''"_s;
    QTest::newRow("quotes") << u"a'b\"c"_s << u"'a\\'b\"c'"_s;
    QTest::newRow("backslash") << u"a\\"_s << u"'a\\\\'"_s;
    QTest::newRow("line") << u"a\nb"_s << u"'a\\u000ab'"_s;
    QTest::newRow("line of Unicode") << u"a\u2028b"_s << u"'a\\u2028b'"_s;
    QTest::newRow("other direction") << u"a\u202eb"_s << u"'a\\u202eb'"_s;
    QTest::newRow("half of a character") << QString(QChar(0xd83d)) << u"'\\ud83d'"_s;
    QTest::newRow("template") << u"`${a}`"_s << u"'`${a}`'"_s;
    QTest::newRow("other letters") << u"größe 加"_s << u"'größe 加'"_s;
}

void tst_TypeScript::textIsQuoted()
{
    QFETCH(const QString, text);
    QTEST(quoted(text), "literal");
}

void tst_TypeScript::memberHasItsName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::newRow("identifier") << u"a_1"_s << u"a_1"_s;
    QTest::newRow("nothing") << QString() << u"''"_s;
    QTest::newRow("dot") << u"a.b"_s << u"'a.b'"_s;
    QTest::newRow("reserved") << u"new"_s << u"'new'"_s;
    QTest::newRow("number") << u"1"_s << u"'1'"_s;
    QTest::newRow("end of the type")
        << u"a: string } ; evil() ; {"_s << u"'a: string } ; evil() ; {'"_s;
}

void tst_TypeScript::memberHasItsName()
{
    QFETCH(const QString, name);
    QTEST(memberName(name), "text");
}

void tst_TypeScript::valueIsItsOwnType_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("type");
    QTest::newRow("text") << QJsonValue(u"it's"_s) << u"'it\\'s'"_s;
    QTest::newRow("number") << QJsonValue(-1.5) << u"-1.5"_s;
    QTest::newRow("truth") << QJsonValue(true) << u"true"_s;
    QTest::newRow("null") << QJsonValue(QJsonValue::Null) << u"null"_s;
    QTest::newRow("array") << QJsonValue(QJsonArray{1}) << u"unknown"_s;
}

void tst_TypeScript::valueIsItsOwnType()
{
    QFETCH(const QJsonValue, value);
    QTEST(literalType(value), "type");
}

void tst_TypeScript::commentDoesNotEnd()
{
    QCOMPARE(docComment({u"a */ evil()"_s}), u"/** a * / evil() */\n"_s);
    QCOMPARE(docComment({u"a **/"_s, u"b\n\nc"_s}, u"  "_s),
        u"  /**\n   * a ** /\n   * b\n   * c\n   */\n"_s);
    QCOMPARE(docComment({QString(), u"\n"_s}), QString());
    QCOMPARE(docComment({u"a *\u200b/ b"_s}), u"/** a * / b */\n"_s);
}

void tst_TypeScript::longLineIsBroken()
{
    const QString word(60, u'a');
    QCOMPARE(listed(u"f("_s, {u"a"_s, u"b"_s}, u")"_s, {}), u"f(a, b)"_s);
    QCOMPARE(listed(u"f("_s, {word, word}, u")"_s, u"  "_s),
        u"f(\n      %1,\n      %1,\n  )"_s.arg(word));
    // What TypeScript takes behind a parameter, it refuses behind a type and behind "...args".
    QCOMPARE(listed(u"A<"_s, {word, word}, u">"_s, {}), u"A<\n    %1,\n    %1\n>"_s.arg(word));
    QCOMPARE(listed(word + word + u'(', {u"...args: T"_s}, u")"_s, {}),
        u"%1%1(\n    ...args: T\n)"_s.arg(word));
    QCOMPARE(choice(u"a ="_s, {word, word}), u"a =\n    | %1\n    | %1"_s.arg(word));
}

void tst_TypeScript::typeIsWritten_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("type");
    QTest::newRow("anything") << QByteArray("{}") << u"unknown"_s;
    QTest::newRow("integer") << QByteArray(R"({"type": "integer"})") << u"number"_s;
    QTest::newRow("list") << QByteArray(R"({"type": "array", "items": {"type": "boolean"}})")
                          << u"boolean[]"_s;
    QTest::newRow("list of choices")
        << QByteArray(R"({"type": "array", "items": {"type": ["string", "null"]}})")
        << u"(string | null)[]"_s;
    QTest::newRow("choices with anything")
        << QByteArray(R"({"anyOf": [{"type": "null"}, {}, {"type": "string"}]})") << u"unknown"_s;
    QTest::newRow("the same twice")
        << QByteArray(R"({"anyOf": [{"type": "integer"}, {"type": "number"}]})") << u"number"_s;
    QTest::newRow("tuple") << QByteArray(
        R"({"type": "array", "additionalItems": false, "minItems": 2,
            "items": [{"type": "string"}, {"type": "number"}]})")
                           << u"[string, number]"_s;
    QTest::newRow("values") << QByteArray(R"({"enum": ["a", 1, null, "b'"]})")
                            << u"'a' | 1 | 'b\\'' | null"_s;
    QTest::newRow("map") << QByteArray(
        R"({"type": "object", "additionalProperties": {"type": "number"}})")
                         << u"{ [key: string]: number }"_s;
    QTest::newRow("object") << QByteArray(R"({"type": "object", "required": ["b"],
            "properties": {"a-b": {"type": "string"}, "b": {"type": "number"}}})")
                            << u"{ 'a-b'?: string; b: number }"_s;
    QTest::newRow("object with others") << QByteArray(R"({"type": "object",
            "properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "number"}})")
                                        << u"{ a?: string; [key: string]: unknown }"_s;
    QTest::newRow("empty object") << QByteArray(
        R"({"type": "object", "properties": {}, "additionalProperties": false})")
                                  << u"{ [key: string]: never }"_s;
    QTest::newRow("nowhere") << QByteArray(R"({"$ref": "#/nowhere"})") << u"unknown"_s;
}

void tst_TypeScript::typeIsWritten()
{
    QFETCH(const QByteArray, schema);
    const Api::Document document = read(withParameter(schema));
    Types types(document, {});
    QTEST(types.sent(*parameterOf(document)), "type");
}

void tst_TypeScript::argumentsArePassed_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("call");
    const QByteArray one = R"("params": [{"name": "a-b", "required": true}])";
    const QByteArray two = R"("params": [{"name": "a", "required": true}, {"name": "b"}])";
    QTest::newRow("none") << QByteArray(R"("params": [])") << u"'m'"_s;
    QTest::newRow("one") << one << u"'m', [aB]"_s;
    QTest::newRow("optional") << two << u"'m', optionalArguments([a, b], ['a', 'b'])"_s;
    QTest::newRow("optional, by position")
        << R"("paramStructure": "by-position", )" + two << u"'m', optionalArguments([a, b])"_s;
    QTest::newRow("by name") << R"("paramStructure": "by-name", )" + one
                             << u"'m', { ['a-b']: aB }"_s;
    QTest::newRow("name of the prototype")
        << QByteArray(R"("paramStructure": "by-name", "params": [{"name": "__proto__"}])")
        << u"'m', { ['__proto__']: proto_ }"_s;
    QTest::newRow("all params") << R"("x-whole-params": true, )" + one << u"'m', aB as object"_s;
    QTest::newRow("all params, of a wrong type") << QByteArray(
        R"("x-whole-params": true, "params": [{"name": "a", "required": true, "schema": {"type": "string"}}])")
                                                 << u"'m', [a]"_s;
    QTest::newRow("same name twice") << QByteArray(R"("paramStructure": "by-name",
            "params": [{"name": "a"}, {"name": "a"}])")
                                     << u"'m', { a }"_s;
    QTest::newRow("reserved names") << QByteArray(R"("params": [{"name": "await", "required": true},
            {"name": "optionalArguments", "required": true}, {"name": "nullAsNaN", "required": true}])")
                                    << u"'m', [await_, optionalArguments_, nullAsNaN_]"_s;
}

void tst_TypeScript::argumentsArePassed()
{
    QFETCH(const QByteArray, method);
    const QString code = codeOf(
        withMethods(R"({"name": "m", "result": {"name": "r", "schema": {}}, )" + method + '}'));
    QTEST(between(code, u"this.call("_s, u")\n"_s), "call");
}

void tst_TypeScript::resultIsTyped_data()
{
    QTest::addColumn<QByteArray>("result");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("statement");
    QTest::newRow("none") << QByteArray() << u"void"_s << u"this.notify('m')"_s;
    QTest::newRow("nothing") << QByteArray(R"({"type": "null"})") << u"Promise<void>"_s
                             << u"return this.call('m')"_s;
    QTest::newRow("text or null") << QByteArray(R"({"type": ["string", "null"]})")
                                  << u"Promise<string | null>"_s << u"return this.call('m')"_s;
    QTest::newRow("number that may be NaN")
        << QByteArray(R"({"type": ["number", "null"], "x-type": "double"})") << u"Promise<number>"_s
        << u"return this.call<number | null>('m').then(nullAsNaN)"_s;
    QTest::newRow("stream") << QByteArray(R"({"x-stream": {"type": "string"}})")
                            << u"RpcStream<string>"_s << u"return this.stream('m')"_s;
}

void tst_TypeScript::resultIsTyped()
{
    QFETCH(const QByteArray, result);
    const QByteArray member =
        result.isEmpty() ? QByteArray() : R"(, "result": {"name": "r", "schema": )" + result + '}';
    const QString code = codeOf(withMethods(R"({"name": "m", "params": [])" + member + '}'));
    QTEST(between(code, u"    m(): "_s, u" {"_s), "type");
    QTEST(between(code, u" {\n        "_s, u"\n    }"_s), "statement");
}

void tst_TypeScript::methodsHaveNames()
{
    const QString code = codeOf(withMethods(R"({"name": "then", "params": []},
        {"name": "constructor", "params": []}, {"name": "__proto__", "params": []}, {"name": "a.b", "params": []},
        {"name": "a b", "params": []}, {"name": "delete", "params": []}, {"name": "加", "params": []},
        {"name": "call", "params": []}, {"name": "x'); evil(); ('", "params": []})"));
    QStringList names;
    static const QRegularExpression method(u"\n    (\\w+)\\(\\)"_s);
    for (auto match = method.globalMatch(code); match.hasNext();)
        names.append(match.next().captured(1));
    names.sort();
    QCOMPARE(names,
        QStringList({u"aB"_s, u"aB_2"_s, u"call_"_s, u"constructor_"_s, u"delete"_s, u"method"_s,
            u"proto_"_s, u"then_"_s, u"xEvil"_s}));
    QVERIFY(code.contains(u"this.notify('x\\'); evil(); (\\'')"_s));
}

// Whoever adds a member to the class in websocketrpc.ts adds it to the list as well.
void tst_TypeScript::membersOfAllClientsAreTaken()
{
    const QString common = QString::fromUtf8(clientOf(withMethods({})).files.back().text);
    const QString members = common.section(u"export class RpcClient"_s, 1);
    static const QRegularExpression member(
        u"^    (?:async |get )?(\\w+)(?:<.*>)?\\("_s, QRegularExpression::MultilineOption);
    int count = 0;
    for (auto match = member.globalMatch(members); match.hasNext(); ++count) {
        const QString name = match.next().captured(1);
        QVERIFY2(takenMembers().contains(name), qPrintable(name));
    }
    QVERIFY(count >= 13);
}

void tst_TypeScript::overloadsThatLookTheSameAreOne()
{
    const QString code = codeOf(withMethods(R"({"name": "m", "params": [], "x-overloads": [
        {"params": [{"name": "a", "required": true, "schema": {"type": "integer"}}], "result": {"name": "r", "schema": {}}},
        {"params": [{"name": "a", "required": true, "schema": {"type": "number"}}], "result": {"name": "r", "schema": {}}},
        {"params": [], "result": {"name": "r", "schema": {"type": "string"}}}]})"));
    QCOMPARE(between(code, u"RpcClient {\n"_s, u"\n}\n"_s),
        u"    m(a: number): Promise<unknown>\n"
        "    m(): Promise<string>\n"
        "    m(...args: unknown[]): Promise<any> {\n"
        "        return this.call('m', optionalArguments(args))\n"
        "    }"_s);
}

void tst_TypeScript::overloadUnlikeTheOthersIsLeftOut()
{
    const Generator::Output output =
        clientOf(withMethods(R"({"name": "m", "params": [], "x-overloads": [
        {"params": [], "result": {"name": "r", "schema": {}}}, {"params": []},
        {"params": [{"name": "a", "schema": {}}], "paramStructure": "by-name", "result": {"name": "r", "schema": {}}}]})"));
    QCOMPARE(output.leftOut, QStringList(2, u"m: an overload unlike the others"_s));
    QVERIFY(output.files.front().text.contains("    m(): Promise<unknown> {\n"));
}

void tst_TypeScript::gadgetsComeWholeAndGoInPart()
{
    const QString code = codeOf(withMethods(
        R"({"name": "m", "params": [{"name": "a", "required": true, "schema": {"$ref": "#/components/schemas/N.P"}}],
            "result": {"name": "r", "schema": {"$ref": "#/components/schemas/N.P"}}})",
        R"(, "components": {"schemas": {"N.P": {"type": "object", "x-type": "N::P", "additionalProperties": false,
            "properties": {"x": {"type": "integer", "description": "across"}}}}})"));
    QVERIFY(code.contains(u"export interface NP {\n    /** across */\n    x: number\n}\n"_s));
    QVERIFY(code.contains(u"    m(a: Partial<NP>): Promise<NP> {\n"_s));
}

void tst_TypeScript::typeOfItselfEnds()
{
    const Generator::Output output = clientOf(withSchemas(R"({
        "A": {"$ref": "#/components/schemas/B"},
        "B": {"anyOf": [{"type": "null"}, {"$ref": "#/components/schemas/A"}]},
        "List": {"type": "array", "items": {"$ref": "#/components/schemas/List"}},
        "Tree": {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/Tree"}}}})"));
    const QString code = QString::fromUtf8(output.files.front().text);
    QVERIFY(code.contains(u"export type A = unknown\n"_s));
    QVERIFY(code.contains(u"export type B = A | null\n"_s));
    QVERIFY(code.contains(u"export type List = List[]\n"_s));
    QVERIFY(code.contains(u"    left?: Tree\n"_s));
    QCOMPARE(output.leftOut, QStringList(u"the type A is nothing but itself"_s));
}

void tst_TypeScript::signalsAndPropertiesAreTyped()
{
    const QString code = codeOf(withMethods({}, R"(, "x-signals": [{"name": "s.a", "params": [
            {"name": "x-y", "schema": {"type": "number"}}]}],
        "x-properties": [{"name": "p.a", "schema": {"type": "string"}, "writable": true}, {"name": "b", "schema": {}}])"));
    QVERIFY(code.contains(u"export interface ClientSignals {\n    's.a': [xY: number]\n}\n"_s));
    QVERIFY(code.contains(
        u"export interface ClientProperties {\n    b: unknown\n    'p.a': string\n}\n"_s));
    QVERIFY(code.contains(u"export type ClientWritable = 'p.a'\n"_s));
    QVERIFY(code.contains(
        u"export class Client extends RpcClient<ClientSignals, ClientProperties, ClientWritable> {\n"_s));
}

void tst_TypeScript::modelsAreTyped()
{
    const QString code =
        codeOf(withMethods({}, R"(, "x-models": [{"name": "a.rooms", "description": "All.",
        "roles": [{"name": "display", "schema": {"type": "string"}}, {"name": "a-b", "schema": {}},
            {"name": "a-b", "schema": {}}]}, {"name": "b"}])"));
    QVERIFY(code.contains(u"export interface ClientModels {\n    /** All. */\n"
                          "    'a.rooms': { display: string; 'a-b': unknown }\n"
                          "    b: { [role: string]: unknown }\n}\n"_s));
    QVERIFY(code.contains(u"extends RpcClient<{}, {}, never, ClientModels> {\n"_s));
}

void tst_TypeScript::typesOfALongClassAreListed()
{
    const QString name = u"ThermostatControlCentresOfAllHouses"_s;
    const QByteArray json = withMethods(
        {}, R"(, "x-signals": [{"name": "s", "params": []}], "x-models": [{"name": "l"}],
        "x-properties": [{"name": "p", "schema": {}, "writable": true}])");
    const QString code = QString::fromUtf8(clientOf(json, name).files.front().text);
    QVERIFY(code.contains(u"extends RpcClient<\n    %1Signals,\n    %1Properties,\n"
                          "    %1Writable,\n    %1Models\n> {\n"_s.arg(name)));
}

void tst_TypeScript::importedTypesKeepTheirNames()
{
    Api::Document document = read(withMethods(R"({"name": "a.m", "params": [
            {"name": "p", "schema": {"$ref": "#/components/schemas/ClientOptions"}},
            {"name": "q", "schema": {"$ref": "#/components/schemas/RpcUrl"}}]})",
        R"(, "components": {"schemas": {"ClientOptions": {"type": "string"}, "RpcUrl": {"type": "number"}}})"));
    QVERIFY(document.reduceTo(u"a."_s));
    const QString code = QString::fromUtf8(
        Generator::typeScriptClient(document, {.className = u"A"_s}).files.front().text);
    QVERIFY(code.contains(u"    constructor(url: RpcUrl, options?: ClientOptions) {\n"_s));
    QVERIFY(code.contains(u"export type ClientOptions_ = string\n"_s));
    QVERIFY(code.contains(u"export type RpcUrl_ = number\n"_s));
    const QByteArray otherCode =
        Generator::typeScriptClient(document, {.className = u"RpcUrl"_s}).files.front().text;
    QVERIFY(otherCode.contains("export class RpcUrl_ "));
    QVERIFY(otherCode.contains("export type RpcUrl__ = number\n"));
}

void tst_TypeScript::prefixIsLeftOut()
{
    Api::Document document =
        read(withMethods(R"({"name": "a.m", "params": []}, {"name": "m", "params": []})",
            R"(, "x-signals": [{"name": "a.s", "params": []}, {"name": "b.s", "params": []}],
            "x-properties": [{"name": "a.p", "schema": {}, "writable": true}], "x-models": [{"name": "a.l"}])"));
    QVERIFY(document.reduceTo(u"a."_s));
    const QString code = QString::fromUtf8(
        Generator::typeScriptClient(document, {.className = u"A"_s}).files.front().text);
    QVERIFY(code.contains(u"        super(url, options, 'a.')\n"_s));
    QVERIFY(code.contains(u"    m(): void {\n        this.notify('a.m')\n"_s));
    QVERIFY(code.contains(u"ASignals {\n    s: []\n}"_s));
    QVERIFY(code.contains(u"AProperties {\n    p: unknown\n}"_s));
    QVERIFY(code.contains(u"AWritable = 'p'\n"_s));
    QVERIFY(code.contains(u"AModels {\n    l: {"_s));
    QVERIFY(!code.contains(u"b.s"_s));
}

void tst_TypeScript::classHasAName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("className");
    QTest::addColumn<QString>("file");
    QTest::newRow("own") << u"Thermostat"_s << u"Thermostat"_s << u"thermostat.ts"_s;
    QTest::newRow("that of all clients") << u"RpcClient"_s << u"RpcClient_"_s << u"rpcclient_.ts"_s;
    QTest::newRow("options") << u"ClientOptions"_s << u"ClientOptions_"_s << u"clientoptions_.ts"_s;
    QTest::newRow("address") << u"RpcUrl"_s << u"RpcUrl_"_s << u"rpcurl_.ts"_s;
    QTest::newRow("helper") << u"nullAsNaN"_s << u"nullAsNaN_"_s << u"nullasnan_.ts"_s;
    QTest::newRow("type of TypeScript") << u"string"_s << u"string_"_s << u"string_.ts"_s;
    QTest::newRow("the other file")
        << u"WebSocketRpc"_s << u"WebSocketRpc"_s << u"websocketrpcclient.ts"_s;
}

void tst_TypeScript::classHasAName()
{
    QFETCH(const QString, name);
    QFETCH(const QString, className);
    const Generator::Output output = clientOf(withMethods({}), name);
    QVERIFY(output.files.front().text.contains("export class " + className.toUtf8() + ' '));
    QTEST(output.files.front().name, "file");
    QCOMPARE(output.files.back().name, u"websocketrpc.ts"_s);
}

void tst_TypeScript::whatCannotBeWrittenIsTold()
{
    const Generator::Output output = clientOf(withMethods(
        R"({"name": "m", "params": [{"name": "a", "schema": {"items": {"x-stream": {}}}}, {"schema": {"$ref": "#/b"}}]})",
        R"(, "x-models": [{"name": "rooms"}])"));
    QCOMPARE(output.leftOut.size(), 2);
    QVERIFY(output.leftOut[0].startsWith(u"#/methods/0/params/1/schema: "_s));
    QCOMPARE(output.leftOut[1], u"streams inside of other values"_s);
}

void tst_TypeScript::outputIsTheSameAgain()
{
    const QString code =
        codeOf(withMethods(R"({"name": "b", "params": []}, {"name": "a", "params": []})"));
    QCOMPARE(
        codeOf(withMethods(R"({"name": "a", "params": []}, {"name": "b", "params": []})")), code);
    QVERIFY(code.indexOf(u"    a("_s) < code.indexOf(u"    b("_s));
}

QTEST_GUILESS_MAIN(tst_TypeScript)
#include "tst_typescript.moc"
