// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/documentreader.h"
#include "generate/outputfolder.h"
#include "generate/qml/qmlclient.h"
#include "generate/qml/qmltext.h"
#include "program.h"
#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/client.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr char program[] = R"(
import QtQml
import WebSocketRpc

QtObject {
    id: program

    property var outcome
    property var heard: []
    readonly property bool synchronised: api.synchronised
    readonly property string shown: api.thermostatName + " " + api.thermostatTemperature + " of "
        + api.thermostatSetpoint

    readonly property RpcClient rpc: RpcClient { id: rpc }
    readonly property Interop api: Interop {
        id: api

        client: rpc
        onThermostatSaid: (text, times) => program.heard.push(text + " " + times)
    }

    function take(promise: var) {
        outcome = undefined;
        promise.then(result => outcome = result, error => outcome = error.code + ": " + error.message);
    }
    function sumOf(values: var): var {
        let all = 0;
        const next = () => values.next().then(step => step.done ? all : (all += step.value, next()));
        return next();
    }
}
)";

QJsonObject method(const QString &name, const QStringList &parameters)
{
    QJsonArray params;
    for (const QString &parameter : parameters)
        params.append(QJsonObject{
            {u"name"_s, parameter}, {u"schema"_s, QJsonObject{{u"type"_s, u"integer"_s}}}});
    return {{u"name"_s, name}, {u"params"_s, params},
        {u"description"_s, name + u"*/\n}\n"_s + name},
        {u"result"_s,
            QJsonObject{{u"name"_s, u"r"_s}, {u"schema"_s, QJsonObject{{u"title"_s, name}}}}}};
}

QJsonObject documentWith(const QJsonArray &methods)
{
    return {{u"openrpc"_s, u"1.3.2"_s},
        {u"info"_s, QJsonObject{{u"title"_s, u"*/ }\n\"'"_s}, {u"version"_s, u"1"_s}}},
        {u"methods"_s, methods}};
}

QJsonObject signalOrProperty(const QString &name)
{
    return {{u"name"_s, name}, {u"params"_s, QJsonArray()},
        {u"schema"_s, QJsonObject{{u"type"_s, u"integer"_s}}}, {u"writable"_s, true}};
}

QJsonObject model(const QString &name)
{
    return {{u"name"_s, name}, {u"roles"_s, QJsonArray{QJsonObject{{u"name"_s, u"text"_s}}}}};
}

// A property that its binding has not set is 0 instead, or is none.
bool isWithoutValue(const QObject &object, const char *property)
{
    return qIsNaN(object.property(property).toDouble());
}

} // namespace

// The QML type that is written from a document.
class tst_GeneratedQml : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void methodsAreCalled_data();
    void methodsAreCalled();
    void streamIsRead();
    void propertiesFollowAndAreSet();
    void signalsAreEmitted();
    void modelIsFollowed();
    void prefixIsLeftOut();
    void fileIsCleanForQmllint_data();
    void fileIsCleanForQmllint();
    void hostileNamesDoNoHarm();
    void globalsOfTheEngineAreNoMembers();
    void changeSignalsAreReserved_data();
    void changeSignalsAreReserved();
    void propertyIsNoHandler();
    void globalsOfTheEngineAreNoTypes();
    void takenClassNameIsRefused_data();
    void takenClassNameIsRefused();

private:
    void write(const Api::Document &document, const QString &className);
    [[nodiscard]] std::unique_ptr<QObject> created(const QByteArray &text);
    [[nodiscard]] QVariant evaluated(const QString &expression);
    [[nodiscard]] QStringList globalsOfTheEngine();
    [[nodiscard]] QVariant outcome() const { return m_program->property("outcome"); }
    [[nodiscard]] static Api::Document documentOf(const QJsonObject &json);

    const QTemporaryDir m_folder;
    const ServerProcess m_server;
    Api::Document m_document;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_program;
};

Api::Document tst_GeneratedQml::documentOf(const QJsonObject &json)
{
    const Api::Reading reading = Api::readDocument(json);
    if (const auto *const problem = std::get_if<Api::Unreadable>(&reading))
        qFatal("%s", qPrintable(problem->reason));
    return std::get<Api::Document>(reading);
}

void tst_GeneratedQml::write(const Api::Document &document, const QString &className)
{
    const Generator::Output output = Generator::Qml::writeClient(document, {className});
    const auto written = Generator::writeInto(m_folder.path(), output.files);
    QCOMPARE(std::get<QStringList>(written), QStringList{className + u".qml"_s});
}

std::unique_ptr<QObject> tst_GeneratedQml::created(const QByteArray &text)
{
    QQmlComponent component(&m_engine);
    component.setData(text, QUrl::fromLocalFile(m_folder.filePath(u"Program.qml"_s)));
    std::unique_ptr<QObject> object(component.create());
    if (!object)
        qWarning().noquote() << component.errorString();
    return object;
}

QVariant tst_GeneratedQml::evaluated(const QString &expression)
{
    QQmlExpression script(qmlContext(m_program.get()), m_program.get(), expression);
    const QVariant value = script.evaluate();
    if (script.hasError())
        qWarning().noquote() << script.error().toString();
    return value;
}

void tst_GeneratedQml::initTestCase()
{
    WebSocketRpc::Client client(m_server.url());
    client.open();
    m_document = documentOf(waitFor(client.call<QJsonObject>("rpc.discover")));
    write(m_document, u"Interop"_s);
    m_engine.addImportPath(QStringLiteral(QML_IMPORT_PATH));
    m_program = created(program);
    QVERIFY(m_program);
    (void)evaluated(u"rpc.url = \"%1\""_s.arg(m_server.url().toString()));
    QTRY_VERIFY(m_program->property("synchronised").toBool());
}

void tst_GeneratedQml::methodsAreCalled_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QVariant>("result");
    QTest::newRow("by position") << u"add(1, 2)"_s << QVariant(3);
    QTest::newRow("no argument") << u"concat()"_s << QVariant(u""_s);
    QTest::newRow("one of two") << u"concat(\"a\")"_s << QVariant(u"a"_s);
    QTest::newRow("a gap, by name")
        << u"defaults(1, undefined, \"z\")"_s
        << QVariant(u"-32602: argument 'b' of defaults(int a, int b, QString c) cannot be left out "
                    "where a later one is given"_s);
    QTest::newRow("overloaded, int") << u"overloaded(1)"_s << QVariant(u"int:1"_s);
    QTest::newRow("overloaded, string") << u"overloaded(\"a\")"_s << QVariant(u"string:a"_s);
    QTest::newRow("reserved name") << u"parcels_move(0, 2).then(() => 7)"_s << QVariant(7);
    QTest::newRow("prefix") << u"thermostatRaise_alarm(2).then(() => 8)"_s << QVariant(8);
    QTest::newRow("object") << u"round_trip_point({x: 1, y: 2}).then(p => p.x + p.y)"_s
                            << QVariant(3);
    QTest::newRow("error") << u"divide(1, 0)"_s << QVariant(u"1: division by zero"_s);
}

void tst_GeneratedQml::methodsAreCalled()
{
    QFETCH(const QString, call);
    QFETCH(const QVariant, result);
    (void)evaluated(u"take(api.%1)"_s.arg(call));
    QTRY_VERIFY(outcome().isValid());
    QCOMPARE(outcome().toString(), result.toString());
}

void tst_GeneratedQml::streamIsRead()
{
    (void)evaluated(u"take(sumOf(api.numbers(5)))"_s);
    QTRY_COMPARE(outcome().toInt(), 10);
}

void tst_GeneratedQml::propertiesFollowAndAreSet()
{
    QCOMPARE(m_program->property("shown").toString(), u"hall 20 of 21"_s);
    (void)evaluated(u"take(api.setThermostatSetpoint(25).then(() => api.thermostatHeat(3)))"_s);
    QTRY_COMPARE(outcome().toInt(), 23);
    QTRY_COMPARE(m_program->property("shown").toString(), u"hall 23 of 25"_s);
    (void)evaluated(u"take(api.setThermostatSetpoint(99))"_s);
    QTRY_VERIFY(outcome().toString().startsWith(u"3: "_s));
    QCOMPARE(m_program->property("shown").toString(), u"hall 23 of 25"_s);
}

void tst_GeneratedQml::signalsAreEmitted()
{
    (void)evaluated(u"take(api.thermostatSay(\"hello\", 2).then(() => 1))"_s);
    QTRY_COMPARE(outcome().toInt(), 1);
    QTRY_COMPARE(evaluated(u"heard.join()"_s).toString(), u"hello 2"_s);
}

void tst_GeneratedQml::modelIsFollowed()
{
    QTRY_COMPARE(evaluated(u"api.parcels.rowCount()"_s).toInt(), 1000);
}

void tst_GeneratedQml::prefixIsLeftOut()
{
    Api::Document document = m_document;
    QVERIFY(document.reduceTo(u"thermostat."_s));
    write(document, u"Hall"_s);
    const std::unique_ptr<QObject> hall = created("Hall { client: null }");
    QVERIFY(hall);
    const QMetaObject *const meta = hall->metaObject();
    QVERIFY(meta->indexOfProperty("temperature") >= 0);
    QVERIFY(meta->indexOfMethod("heat(double)") >= 0 || meta->indexOfMethod("heat(QVariant)") >= 0);
    QVERIFY(meta->indexOfSignal("alarm(double)") >= 0);
    QVERIFY(meta->indexOfProperty("parcelsObject") < 0);
    QVERIFY(!document.reduceTo(u"cellar."_s));
}

void tst_GeneratedQml::fileIsCleanForQmllint_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("interop-server") << QString();
    const QDir documents(QStringLiteral(OPENRPC_DOCUMENTS));
    for (const QString &name : documents.entryList({u"*.json"_s}, QDir::Files))
        QTest::newRow(qPrintable(name)) << documents.filePath(name);
}

void tst_GeneratedQml::fileIsCleanForQmllint()
{
    QFETCH(const QString, name);
    if (!name.isEmpty()) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const Api::Reading reading = Api::readDocument(file.readAll());
        QVERIFY(std::holds_alternative<Api::Document>(reading));
        write(std::get<Api::Document>(reading), u"Linted"_s);
        QVERIFY(created("Linted { client: null }"));
    }
    QProcess lint;
    lint.setProcessChannelMode(QProcess::MergedChannels);
    lint.start(QStringLiteral(QMLLINT),
        {u"-I"_s, QStringLiteral(QML_IMPORT_PATH),
            m_folder.filePath(name.isEmpty() ? u"Interop.qml"_s : u"Linted.qml"_s)});
    QVERIFY(lint.waitForFinished());
    QCOMPARE(lint.readAll(), "");
    QCOMPARE(lint.exitCode(), 0);
}

void tst_GeneratedQml::hostileNamesDoNoHarm()
{
    const QStringList names = {u"a\"); throw 1; (\""_s, u"b\n}\nthrow 2"_s, u"c\u2028throw 3"_s,
        u"*/ throw 4 /*"_s, u"${throw 5}"_s, u"\\"_s, u"__proto__"_s, u"constructor"_s, u"client"_s,
        u"id"_s, u"on"_s, u"onClientChanged"_s, u"function"_s, u"given"_s, u"named"_s, u"1st"_s,
        u"..."_s, u""_s, u"\u00e4"_s, u"Upper"_s};
    QJsonArray methods;
    QJsonArray followed;
    for (const QString &name : names) {
        methods.append(method(name, names));
        QJsonObject one = signalOrProperty(u"o."_s + name);
        one.insert(u"description"_s, name);
        followed.append(one);
    }
    QJsonObject json = documentWith(methods);
    json.insert(u"x-signals"_s, followed);
    json.insert(u"x-properties"_s, followed);
    write(documentOf(json), u"Hostile"_s);
    QVERIFY(created("Hostile { client: null }"));
}

QStringList tst_GeneratedQml::globalsOfTheEngine()
{
    const QJSValue names = m_engine.evaluate(u"Object.getOwnPropertyNames(this)"_s);
    return m_engine.fromScriptValue<QStringList>(names);
}

// The engine refuses a file with such a name.
void tst_GeneratedQml::globalsOfTheEngineAreNoMembers()
{
    const QStringList globals = globalsOfTheEngine();
    QVERIFY(globals.contains(u"parseInt"_s));
    for (const QString &kind : {u"methods"_s, u"x-signals"_s, u"x-properties"_s, u"x-models"_s}) {
        QJsonArray all;
        for (const QString &global : globals) {
            const QString name = u"o."_s + global;
            all.append(kind == u"methods" ? method(name, {global})
                    : kind == u"x-models" ? model(name)
                                          : signalOrProperty(name));
        }
        QJsonObject json = documentWith({});
        json.insert(kind, all);
        Api::Document document = documentOf(json);
        QVERIFY(document.reduceTo(u"o."_s));
        write(document, u"Globals"_s);
        m_engine.clearComponentCache();
        const std::unique_ptr<QObject> object = created("Globals { client: null }");
        QVERIFY2(object, qPrintable(kind));
        if (kind == u"x-properties")
            QVERIFY(isWithoutValue(*object, "parseInt_"));
    }
}

void tst_GeneratedQml::changeSignalsAreReserved_data()
{
    QTest::addColumn<QString>("kind"); // of what has the name of the change signal
    QTest::addColumn<QString>("name");
    for (const QString &name : {u"a.xChanged"_s, u"aObject.changed"_s, u"aValues.changed"_s,
             u"m.changed"_s, u"m_2.changed"_s}) {
        QTest::addRow("signal %s", qPrintable(name)) << u"x-signals"_s << name;
        QTest::addRow("method %s", qPrintable(name)) << u"methods"_s << name;
        QTest::addRow("property %s", qPrintable(name)) << u"x-properties"_s << name;
        QTest::addRow("model %s", qPrintable(name)) << u"x-models"_s << name;
    }
}

void tst_GeneratedQml::changeSignalsAreReserved()
{
    QFETCH(const QString, kind);
    QFETCH(const QString, name);
    QJsonObject json = documentWith({});
    json.insert(u"x-properties"_s, QJsonArray{signalOrProperty(u"a.x"_s)});
    json.insert(u"x-models"_s, QJsonArray{model(u"m"_s)});
    QJsonArray all = json.value(kind).toArray();
    all.append(kind == u"methods" ? method(name, {})
            : kind == u"x-models" ? model(name)
                                  : signalOrProperty(name));
    json.insert(kind, all);
    write(documentOf(json), u"Changing"_s);
    m_engine.clearComponentCache();
    const std::unique_ptr<QObject> object = created("Changing { client: null }");
    QVERIFY(object);
    QVERIFY(isWithoutValue(*object, "aX"));
    QVERIFY(object->property("aObject").value<QObject *>());
}

void tst_GeneratedQml::propertyIsNoHandler()
{
    QJsonObject json = documentWith({method(u"onALine"_s, {})});
    json.insert(u"x-properties"_s,
        QJsonArray{signalOrProperty(u"on.aLine"_s), signalOrProperty(u"on.clientChanged"_s)});
    json.insert(u"x-models"_s, QJsonArray{model(u"on.b"_s)});
    json.insert(u"x-signals"_s,
        QJsonArray{signalOrProperty(u"a.line"_s), signalOrProperty(u"a.line_"_s),
            signalOrProperty(u"client.changed"_s)});
    write(documentOf(json), u"Handling"_s);
    const std::unique_ptr<QObject> object = created("Handling { client: null }");
    QVERIFY(object);
    QVERIFY(isWithoutValue(*object, "onALine_"));
    QVERIFY(isWithoutValue(*object, "onClientChanged_"));
    QVERIFY(object->property("onB_").value<QObject *>());
    const QMetaObject *const meta = object->metaObject();
    QVERIFY(meta->indexOfSignal("aLine()") >= 0);
    QVERIFY(meta->indexOfSignal("aLine_()") < 0);
}

void tst_GeneratedQml::globalsOfTheEngineAreNoTypes()
{
    QStringList names = globalsOfTheEngine();
    names.append({u"QtObject"_s, u"Component"_s, u"Timer"_s, u"ListModel"_s, u"RpcObject"_s});
    for (const QString &name : names) {
        if (name.front().isUpper())
            QVERIFY2(Generator::Qml::reservedTypes().contains(name), qPrintable(name));
    }
    QVERIFY(!Generator::Qml::reservedTypes().contains(u"Client"_s));
}

void tst_GeneratedQml::takenClassNameIsRefused_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::newRow("title") << u"object"_s << QStringList() << 2;
    QTest::newRow("option") << u"House"_s << QStringList{u"--class"_s, u"Object"_s} << 2;
    QTest::newRow("another name") << u"Object"_s << QStringList{u"--class"_s, u"House"_s} << 0;
}

// In a file Object.qml, Object.assign() would be a member of its own type.
void tst_GeneratedQml::takenClassNameIsRefused()
{
    QFETCH(const QString, title);
    QFETCH(const QStringList, options);
    QFETCH(const int, status);
    QJsonObject json = documentWith({});
    json.insert(u"info"_s, QJsonObject{{u"title"_s, title}, {u"version"_s, u"1"_s}});
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"document.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QJsonDocument(json).toJson());
    file.close();
    const auto result = TestSupport::runProgram(QStringLiteral(WSRPC),
        QStringList{u"generate"_s, u"qml"_s, file.fileName(), u"--output"_s, folder.path()}
            + options);
    QCOMPARE(result.status, status);
    QCOMPARE(result.errors.contains("type 'Object' already"), status != 0);
    QVERIFY(!QFile::exists(folder.filePath(u"Object.qml"_s)));
}

QTEST_GUILESS_MAIN(tst_GeneratedQml)
#include "tst_generatedqml.moc"
