// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "api/documentreader.h"
#include "generate/outputfolder.h"
#include "generate/typescript/client.h"
#include "program.h"
#include "programdocuments.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

QStringList hostileNames()
{
    return {u"x(): void {} } evil(); class A { a"_s, u"*/ evil() /*"_s, u"\n}; evil(); //"_s,
        u"'); evil('"_s, u"`${evil()}`"_s, u"\\"_s, u"\\u0027"_s, u"__proto__"_s, u"constructor"_s,
        u"prototype"_s, u"then"_s, u"call"_s, u"#private"_s, u"@decorator"_s, u"with"_s, u"new"_s,
        u"readonly"_s, u"get"_s, u"static"_s, u"async"_s, u"declare"_s, u"toString"_s, u"[a]"_s,
        u"1"_s, u" "_s, u"\u2028evil()"_s, u"\u202e"_s, u"größe"_s, u"加"_s, QString(QChar(0xd800)),
        u"Promise"_s, u"Partial"_s, u"RpcClient"_s, u"AsyncIterable"_s, u"</script>"_s, u"?.a"_s};
}

// Each name wherever there is one.
QJsonObject hostileDocument()
{
    QJsonArray methods, signalList, properties, models;
    QJsonObject members, types;
    for (const QString &name : hostileNames()) {
        const QJsonObject schema{{u"$ref"_s, u"#/components/schemas/All"_s}};
        const QJsonObject parameter{
            {u"name"_s, name}, {u"schema"_s, schema}, {u"description"_s, name}};
        const QJsonArray parameters{parameter, parameter};
        const QString structure = methods.size() % 2 == 0 ? u"by-name"_s : u"either"_s;
        methods.append(
            QJsonObject{{u"name"_s, name}, {u"params"_s, parameters}, {u"summary"_s, name},
                {u"description"_s, name}, {u"paramStructure"_s, structure}, {u"deprecated"_s, true},
                {u"errors"_s, QJsonArray{QJsonObject{{u"code"_s, 1}, {u"message"_s, name}}}},
                {u"result"_s, QJsonObject{{u"name"_s, name}, {u"schema"_s, schema}}}});
        signalList.append(
            QJsonObject{{u"name"_s, name}, {u"params"_s, parameters}, {u"description"_s, name}});
        properties.append(
            QJsonObject{{u"name"_s, name}, {u"schema"_s, schema}, {u"writable"_s, true}});
        models.append(
            QJsonObject{{u"name"_s, name}, {u"roles"_s, parameters}, {u"description"_s, name}});
        members.insert(
            name, QJsonObject{{u"enum"_s, QJsonArray{name, 1}}, {u"description"_s, name}});
        types.insert(name, schema);
    }
    types.insert(u"All"_s,
        QJsonObject{{u"type"_s, u"object"_s}, {u"properties"_s, members}, {u"x-type"_s, u"A"_s}});
    return {{u"openrpc"_s, u"1.3.2"_s}, {u"methods"_s, methods}, {u"x-signals"_s, signalList},
        {u"x-properties"_s, properties}, {u"x-models"_s, models},
        {u"components"_s, QJsonObject{{u"schemas"_s, types}}},
        {u"info"_s,
            QJsonObject{{u"title"_s, u"*/ evil()\nevil()"_s}, {u"version"_s, u"*/"_s},
                {u"description"_s, u"/** */ evil()"_s}}}};
}

} // namespace

// Compiles clients, as strictly as the compiler can, and code that uses them.
class tst_TypeScriptClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void clientsCompile();
    void wrongUseDoesNotCompile();

private:
    void add(const QByteArray &name, const QJsonObject &document, const QByteArray &use = {});
    void addFiles(const QString &folder, const std::vector<Generator::File> &files);
    [[nodiscard]] QByteArray compiled() const; // what the compiler says

    std::optional<QTemporaryDir> m_folder;
};

void tst_TypeScriptClients::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_folder.emplace();
    addFiles({},
        {{u"tsconfig.json"_s, contentsOf(QStringLiteral(TYPESCRIPT_SETTINGS))},
            {u"package.json"_s, R"({ "type": "module" })"}});
}

void tst_TypeScriptClients::addFiles(
    const QString &folder, const std::vector<Generator::File> &files)
{
    const auto written = Generator::writeInto(m_folder->filePath(folder), files);
    QVERIFY(std::holds_alternative<QStringList>(written));
}

void tst_TypeScriptClients::add(
    const QByteArray &name, const QJsonObject &json, const QByteArray &use)
{
    const Api::Reading reading = Api::readDocument(json);
    Generator::Output output =
        Generator::typeScriptClient(std::get<Api::Document>(reading), {.className = u"Peer"_s});
    output.files.push_back(
        {u"use.ts"_s, "import { Peer } from './peer.js'\n" + use + "\nexport { Peer }\n"});
    addFiles(QString::fromUtf8(name), output.files);
}

QByteArray tst_TypeScriptClients::compiled() const
{
    const QString compiler = qEnvironmentVariable("PEER_MODULES") + u"/node_modules/.bin/tsc"_s;
    const TestSupport::ProgramResult result = TestSupport::runProgram(
        compiler, {u"--noEmit"_s, u"--pretty"_s, u"false"_s, u"--project"_s, m_folder->path()});
    return result.status == 0 ? QByteArray() : result.output + result.errors + "failed";
}

void tst_TypeScriptClients::clientsCompile()
{
    for (const ProgramDocument &program : documentsOfPrograms())
        add(program.name, program.document);
    const QDir documents(QStringLiteral(OPENRPC_DOCUMENTS));
    for (const QString &name : documents.entryList({u"*.json"_s}))
        add(name.toUtf8(), QJsonDocument::fromJson(contentsOf(documents.filePath(name))).object());
    add("hostile", hostileDocument());
    QCOMPARE(compiled(), QByteArray());
}

// The types are there, not "any".
void tst_TypeScriptClients::wrongUseDoesNotCompile()
{
    const QByteArrayList statements{"const peer = new Peer('')", "peer.add(1, 'a')", "peer.add(1)",
        "peer.add(1, 2, 3)", "export const sum: Promise<string> = peer.add(1, 2)", "peer.missing()",
        "peer.overloaded({})", "peer.on('thermostat.alarms', () => {})",
        "peer.on('thermostat.alarm', (degrees: string) => degrees)",
        "peer.set('thermostat.temperature', 5)", "peer.set('thermostat.setpoint', 'a')",
        "peer.round_trip_color('Pink')", "peer.round_trip_point({ z: 1 })",
        "for await (const value of peer.numbers(5)) value.length", "peer.with({ timeout: 'a' })",
        "peer.model('parcel')", "peer.model('parcels').set(0, 'height', 1)"};
    add("wrong", documentsOfPrograms().front().document, statements.join('\n'));
    const QByteArray said = compiled();
    for (qsizetype i = 1; i < statements.size(); ++i) {
        const QByteArray place = "use.ts(" + QByteArray::number(i + 2) + ',';
        QVERIFY2(said.contains(place), (statements[i] + " compiles: " + said).constData());
    }
    QVERIFY(!said.contains("use.ts(2,"));
}

QTEST_GUILESS_MAIN(tst_TypeScriptClients)
#include "tst_typescriptclients.moc"
