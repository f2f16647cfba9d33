// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "programdocuments.h"
#include "validator.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QStringList problemsOf(const QJsonObject &document)
{
    const QJsonArray entries{QJsonObject{{u"document"_s, document}}};
    const QJsonArray answer = TestSupport::validated(QJsonDocument(entries).toJson());
    return answer.first().toVariant().toStringList();
}

} // namespace

// The documents of programs, and OpenRPC's own schema of documents.
class tst_OpenRpc : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void documentIsValid_data();
    void documentIsValid();
    void wrongDocumentIsNotValid_data();
    void wrongDocumentIsNotValid();
    void interopServerTellsAllItHas();
    void documentInTheExampleIsUpToDate();

private:
    std::vector<ProgramDocument> m_programs;
    QJsonObject m_interop;
};

void tst_OpenRpc::initTestCase()
{
    m_programs = documentsOfPrograms();
    m_interop = m_programs.front().document;
}

void tst_OpenRpc::documentIsValid_data()
{
    QTest::addColumn<QJsonObject>("document");
    for (const ProgramDocument &program : m_programs)
        QTest::newRow(program.name.constData()) << program.document;
}

void tst_OpenRpc::documentIsValid()
{
    QFETCH(const QJsonObject, document);
    QVERIFY(!document[u"methods"].toArray().isEmpty() || document.contains(u"x-models"));
    QCOMPARE(problemsOf(document), QStringList());
}

void tst_OpenRpc::wrongDocumentIsNotValid_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("version") << u"openrpc"_s << QJsonValue(u"7.0.0"_s);
    QTest::newRow("no title") << u"info"_s << QJsonValue(QJsonObject{{u"version"_s, u"1"_s}});
    QTest::newRow("unknown member") << u"more"_s << QJsonValue(1);
    const QJsonObject dangling{{u"name"_s, u"a"_s}, {u"params"_s, QJsonArray()},
        {u"result"_s,
            QJsonObject{{u"name"_s, u"r"_s},
                {u"schema"_s, QJsonObject{{u"$ref"_s, u"#/components/schemas/None"_s}}}}}};
    QTest::newRow("dangling reference") << u"methods"_s << QJsonValue(QJsonArray{dangling});
}

void tst_OpenRpc::wrongDocumentIsNotValid()
{
    QFETCH(const QString, member);
    QFETCH(const QJsonValue, value);
    QJsonObject document = m_interop;
    document.insert(member, value);
    QVERIFY(!problemsOf(document).isEmpty());
}

void tst_OpenRpc::interopServerTellsAllItHas()
{
    const auto names = [this](const QString &kind) {
        QStringList all;
        for (const QJsonValue member : m_interop[kind].toArray())
            all.append(member[u"name"].toString());
        return all;
    };
    QVERIFY(names(u"methods"_s).contains(u"add"_s));
    QVERIFY(names(u"methods"_s).contains(u"thermostat.heat"_s));
    QVERIFY(names(u"x-signals"_s).contains(u"thermostat.alarm"_s));
    QVERIFY(names(u"x-properties"_s).contains(u"thermostat.setpoint"_s));
}

void tst_OpenRpc::documentInTheExampleIsUpToDate()
{
    const auto program = std::ranges::find(m_programs, "11-generated", &ProgramDocument::name);
    QVERIFY(program != m_programs.end());
    QFile file(QStringLiteral(GREENHOUSE_DOCUMENT));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray document = QJsonDocument(program->document).toJson();
    if (file.readAll() == document)
        return;
    QFile present(u"greenhouse.json"_s);
    QVERIFY(present.open(QIODevice::WriteOnly) && present.write(document) == document.size());
    QFAIL(qPrintable(
        u"the document has changed, copy %1 there"_s.arg(QFileInfo(present).absoluteFilePath())));
}

QTEST_GUILESS_MAIN(tst_OpenRpc)
#include "tst_openrpc.moc"
