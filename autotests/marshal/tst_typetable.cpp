// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"
#include "scratchvalue_p.h"
#include "typetable.h"

#include <QtCore/qfile.h>
#include <QtCore/qregularexpression.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;
using namespace TypeTable;

namespace {

// The documentation of one type.
struct Row
{
    QByteArray type;
    QByteArray example;
};

QList<Row> documentedRows()
{
    QFile page(QStringLiteral(TYPES_PAGE));
    if (!page.open(QIODevice::ReadOnly))
        qFatal("%s: %s", TYPES_PAGE, qPrintable(page.errorString()));
    static const QRegularExpression row(
        uR"(^\s*\\row \\li \\c \{(.+?)\} \\li .+ \\li \\c \{(.*)\}$)"_s);
    QList<Row> rows;
    while (!page.atEnd()) {
        const QByteArray line = page.readLine().trimmed();
        const auto match = row.match(QString::fromUtf8(line));
        if (match.hasMatch())
            rows.append({match.captured(1).toUtf8(), match.captured(2).toUtf8()});
        else if (line.startsWith("\\row"))
            qFatal("not a row: %s", line.constData());
    }
    return rows;
}

// Reads a JSON value; returns it written again, or the mismatch.
struct Passage
{
    QByteArray written;
    QString problem;
    Fit fit = Fit::None;
};

Passage pass(QMetaType type, const QByteArray &json)
{
    const auto *codec = std::get<const Codec *>(codecFor(type));
    JsonReader reader;
    const JsonValue in = parse(reader, json);
    Passage passage;
    passage.fit = codec->fit(in);
    std::optional<ScratchValue> value;
    if (type != QMetaType::fromType<void>())
        value.emplace(type);
    void *data = value ? value->data() : nullptr;
    if (const MismatchPtr problem = codec->read(in, data, {})) {
        passage.problem = problem->toString();
        return passage;
    }
    JsonWriter writer;
    if (const MismatchPtr problem = codec->write(data, writer, {}))
        passage.problem = problem->toString();
    passage.written = writer.view().toByteArray();
    return passage;
}

} // namespace

// Compares the table of types in the documentation with the codecs.
class tst_TypeTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void documentedTypeHasItsExample_data();
    void documentedTypeHasItsExample();
    void knownTypeIsDocumented_data();
    void knownTypeIsDocumented();
    void builtinTypeWithCodecIsDocumented();
    void everyValueIsReadRightOrRefused_data();
    void everyValueIsReadRightOrRefused();
};

void tst_TypeTable::initTestCase()
{
    TypeTable::registerTypes();
}

void tst_TypeTable::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_TypeTable::documentedTypeHasItsExample_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("example");
    for (const Row &row : documentedRows())
        QTest::newRow(row.type) << row.type << row.example;
}

void tst_TypeTable::documentedTypeHasItsExample()
{
    QFETCH(const QByteArray, type);
    QFETCH(const QByteArray, example);
    const auto known = std::ranges::find(knownTypes(), type, &Known::documentedAs);
    QVERIFY2(known != knownTypes().end(), "there is no codec that the test knows of");
    const Passage passage = pass(known->type, example);
    QCOMPARE(passage.problem, QString());
    QCOMPARE(passage.written, example);
}

void tst_TypeTable::knownTypeIsDocumented_data()
{
    QTest::addColumn<QByteArray>("type");
    for (const Known &known : knownTypes())
        QTest::newRow(known.documentedAs) << known.documentedAs;
}

void tst_TypeTable::knownTypeIsDocumented()
{
    QFETCH(const QByteArray, type);
    const QList<Row> rows = documentedRows();
    QCOMPARE(std::ranges::count(rows, type, &Row::type), 1);
}

void tst_TypeTable::builtinTypeWithCodecIsDocumented()
{
    const QList<Row> rows = documentedRows();
    for (int id = 1; id < QMetaType::User; ++id) {
        if (!QMetaType::isRegistered(id) || !problemOf(QMetaType(id)).isEmpty())
            continue;
        const QMetaType type(id);
        const auto known = std::ranges::find(knownTypes(), type, &Known::type);
        QVERIFY2(known != knownTypes().end(), type.name());
    }
}

void tst_TypeTable::everyValueIsReadRightOrRefused_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < knownTypes().size(); ++i)
        QTest::newRow(knownTypes()[i].documentedAs) << i;
}

void tst_TypeTable::everyValueIsReadRightOrRefused()
{
    QFETCH(const int, index);
    const Known &known = knownTypes()[index];
    QMap<QByteArray, QByteArray> taken;
    for (const QByteArray &entry : known.taken) {
        const qsizetype arrow = entry.indexOf("=>");
        taken.insert(entry.first(arrow < 0 ? entry.size() : arrow),
            arrow < 0 ? entry : entry.sliced(arrow + 2));
    }
    for (const QByteArray &sample : samples) {
        const Passage passage = pass(known.type, sample);
        QCOMPARE_EQ(passage.fit == Fit::None, !taken.contains(sample));
        if (!taken.contains(sample)) {
            QVERIFY2(passage.problem.contains(u"expected "), sample);
            QVERIFY2(passage.written.isEmpty(), sample);
            continue;
        }
        QVERIFY2(passage.problem.isEmpty(), qPrintable(passage.problem));
        const QByteArray expected = taken.value(sample);
        if (!expected.isEmpty())
            QCOMPARE(passage.written, expected);
    }
}

QTEST_GUILESS_MAIN(tst_TypeTable)
#include "tst_typetable.moc"
