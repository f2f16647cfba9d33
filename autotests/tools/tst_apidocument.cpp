// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/signature.h"
#include "apireading.h"

#include <QFile>

using namespace ApiReading;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentsOf(const QString &name)
{
    QFile file(QStringLiteral(OPENRPC_DOCUMENTS "/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.fileName() + u": "_s + file.errorString()));
    return file.readAll();
}

} // namespace

// OpenRPC documents as what they offer.
class tst_ApiDocument : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void methodIsReadWithAllThatItSays();
    void overloadsAreReadOneByOne();
    void requiredParametersComeFirst_data();
    void requiredParametersComeFirst();
    void sharedDescriptorsAndErrorsAreFollowed();
    void signalsPropertiesAndModelsAreRead();
    void methodsAreSorted();
    void documentOfOthersIsRead_data();
    void documentOfOthersIsRead();
};

void tst_ApiDocument::methodIsReadWithAllThatItSays()
{
    const Api::Document document = read(R"({"openrpc": "1.2.6",
        "info": {"title": "Maths", "version": "2", "description": "Sums"},
        "methods": [{"name": "add", "summary": "Adds", "description": "Adds numbers",
            "tags": [{"name": "sums"}], "deprecated": true, "paramStructure": "by-name",
            "params": [{"name": "a", "description": "The first", "required": true,
                "schema": {"type": "integer", "default": 7}}],
            "result": {"name": "sum", "schema": {"type": "integer"}},
            "errors": [{"code": -5, "message": "Too large"}]},
            {"name": "tell", "params": []}]})");
    QCOMPARE(document.title, u"Maths"_s);
    QCOMPARE(document.version, u"2"_s);
    QCOMPARE(document.description, u"Sums"_s);
    const Api::Method *method = document.method(u"add"_s);
    QVERIFY(method);
    QCOMPARE(method->summary, u"Adds"_s);
    QCOMPARE(method->description, u"Adds numbers"_s);
    QCOMPARE(method->tags, QStringList{u"sums"_s});
    QVERIFY(method->isDeprecated);
    QVERIFY(!method->isOverloaded());
    const Api::Overload &overload = method->overloads.front();
    QCOMPARE(overload.structure, Api::ParameterStructure::ByName);
    QCOMPARE(overload.parameters.front().name, u"a"_s);
    QCOMPARE(overload.parameters.front().description, u"The first"_s);
    QVERIFY(overload.parameters.front().isRequired);
    QCOMPARE(overload.parameters.front().defaultValue, QJsonValue(7));
    QCOMPARE(toText(*overload.result), u"integer"_s);
    QCOMPARE(overload.errors.front().code, -5);
    QCOMPARE(overload.errors.front().message, u"Too large"_s);
    QVERIFY(!document.method(u"tell"_s)->overloads.front().result);
    QVERIFY(!document.method(u"other"_s));
}

void tst_ApiDocument::overloadsAreReadOneByOne()
{
    const Api::Document document = read(R"({"openrpc": "1.3.2", "methods": [{"name": "f",
        "params": [{"name": "a", "schema": {}}], "x-overloads": [
            {"params": [{"name": "a", "schema": {"type": "boolean"}}]},
            {"params": [{"name": "a", "schema": {"type": "string"}}], "x-whole-params": true}]}]})");
    const Api::Method &method = document.methods.front();
    QVERIFY(method.isOverloaded());
    QCOMPARE(toText(*method.overloads[0].parameters.front().type), u"bool"_s);
    QVERIFY(!method.overloads[0].takesWholeParams);
    QCOMPARE(toText(*method.overloads[1].parameters.front().type), u"string"_s);
    QVERIFY(method.overloads[1].takesWholeParams);
}

void tst_ApiDocument::requiredParametersComeFirst_data()
{
    QTest::addColumn<QByteArray>("structure");
    QTest::addColumn<QStringList>("parameters");
    QTest::newRow("either") << QByteArray("either") << QStringList{u"b"_s, u"a?"_s};
    QTest::newRow("by name") << QByteArray("by-name") << QStringList{u"b"_s, u"a?"_s};
    QTest::newRow("by position") << QByteArray("by-position") << QStringList{u"a"_s, u"b"_s};
}

void tst_ApiDocument::requiredParametersComeFirst()
{
    QFETCH(const QByteArray, structure);
    QFETCH(const QStringList, parameters);
    const Api::Document document = read(R"({"openrpc": "1.3.2", "methods": [{"name": "f",
        "paramStructure": ")"
        + structure + R"(", "params": [{"name": "a", "schema": {}},
            {"name": "b", "required": true, "schema": {}}]}]})");
    QStringList read;
    for (const Api::Parameter &parameter : document.methods.front().overloads.front().parameters)
        read.append(parameter.name + (parameter.isRequired ? u""_s : u"?"_s));
    QCOMPARE(read, parameters);
    const bool isByName =
        document.methods.front().overloads.front().structure == Api::ParameterStructure::ByName;
    QCOMPARE(isByName, structure != "by-position");
}

void tst_ApiDocument::sharedDescriptorsAndErrorsAreFollowed()
{
    const Api::Document document = read(R"({"openrpc": "1.3.2", "methods": [
        {"$ref": "#/components/x-methods/one"}, {"$ref": "#/nowhere"}],
        "components": {"x-methods": {"one": {"name": "one",
            "params": [{"$ref": "#/components/contentDescriptors/Id"}],
            "result": {"$ref": "#/components/contentDescriptors/Id"},
            "errors": [{"$ref": "#/components/errors/Bad"}, {"$ref": "#/components/errors/None"}]}},
        "contentDescriptors": {"Id": {"name": "id", "required": true, "schema": {"type": "string"}}},
        "errors": {"Bad": {"code": 4, "message": "Bad"}}}})");
    QCOMPARE(document.methods.size(), 1U);
    const Api::Overload &overload = document.methods.front().overloads.front();
    QCOMPARE(overload.parameters.front().name, u"id"_s);
    QCOMPARE(toText(*overload.result), u"string"_s);
    QCOMPARE(overload.errors.size(), 1U);
    QCOMPARE(overload.errors.front().code, 4);
    QCOMPARE(document.notes.size(), 2U);
}

void tst_ApiDocument::signalsPropertiesAndModelsAreRead()
{
    const Api::Document document = read(R"({"openrpc": "1.3.2", "methods": [],
        "x-signals": [{"name": "alarm", "description": "Too hot",
            "params": [{"name": "degrees", "schema": {"type": "number"}}]}],
        "x-properties": [{"name": "b", "schema": {"type": "string"}, "constant": true},
            {"name": "a", "schema": {"type": "number"}, "writable": true, "description": "A"}],
        "x-models": [{"name": "rooms", "writable": true, "sortable": true,
            "roles": [{"name": "display", "schema": {"type": "string"}}]}]})");
    QCOMPARE(document.signalList.front().name, u"alarm"_s);
    QCOMPARE(document.signalList.front().description, u"Too hot"_s);
    QCOMPARE(toText(*document.signalList.front().parameters.front().type), u"number"_s);
    QCOMPARE(document.properties.size(), 2U);
    QCOMPARE(document.properties[0].name, u"a"_s);
    QCOMPARE(document.properties[0].description, u"A"_s);
    QVERIFY(document.properties[0].isWritable && !document.properties[0].isConstant);
    QVERIFY(!document.properties[1].isWritable && document.properties[1].isConstant);
    QCOMPARE(document.models.front().name, u"rooms"_s);
    QCOMPARE(plainText(signatureOf(document.models.front())),
        u"rooms: display: string, writable, sortable"_s);
    QCOMPARE(document.models.front().roles.front().name, u"display"_s);
}

void tst_ApiDocument::methodsAreSorted()
{
    const Api::Document document = read(R"({"openrpc": "1.3.2", "methods": [{"name": "b"},
        {"name": "a"}, {"name": "b", "deprecated": true}, {"name": ""}, 5]})");
    QCOMPARE(document.methods.size(), 2U);
    QCOMPARE(document.methods[0].name, u"a"_s);
    QVERIFY(!document.methods[1].isDeprecated);
    QCOMPARE(document.notes.size(), 3U);
}

void tst_ApiDocument::documentOfOthersIsRead_data()
{
    QTest::addColumn<int>("methods");
    QTest::addColumn<int>("notes");
    QTest::newRow("api-with-examples.json") << 2 << 0;
    QTest::newRow("ethereum.json") << 85 << 1;
    QTest::newRow("link-example.json") << 6 << 0;
    QTest::newRow("params-by-name-petstore.json") << 3 << 0;
    QTest::newRow("petstore-expanded.json") << 4 << 0;
    QTest::newRow("petstore.json") << 3 << 0;
    QTest::newRow("simple-math.json") << 2 << 0;
}

void tst_ApiDocument::documentOfOthersIsRead()
{
    QFETCH(const int, methods);
    QFETCH(const int, notes);
    const Api::Document document = read(contentsOf(QString::fromLatin1(QTest::currentDataTag())));
    for (const Api::Note &note : document.notes)
        qInfo("%s: %s", qPrintable(note.path), qPrintable(note.text));
    QCOMPARE(int(document.methods.size()), methods);
    QCOMPARE(int(document.notes.size()), notes);
    for (const auto &[name, type] : document.types)
        QVERIFY2(!toText(*type).isEmpty(), qPrintable(name));
}

QTEST_GUILESS_MAIN(tst_ApiDocument)
#include "tst_apidocument.moc"
