// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"
#include "scratchvalue_p.h"

#include <websocketrpc/registertype.h>

#include <QtCore/qfile.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/quuid.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;

class Pixel
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(int y MEMBER y)
public:
    enum Colour { Red, Green };
    Q_ENUM(Colour)
    enum Edge { Left = 1, Top = 2 };
    Q_DECLARE_FLAGS(Edges, Edge)
    Q_FLAG(Edges)
    int x = 0;
    int y = 0;
};

struct Price
{
    QString text;
};

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

// A type of the table, and the sample values that it accepts: unchanged, or changed to the value
// after "=>".
struct Known
{
    QByteArray documentedAs;
    QMetaType type;
    QByteArrayList taken;
};

const QByteArrayList samples = {"null", "true", "0", "1", "-1", "300", "70000", "3000000000",
    "9007199254740993", "9223372036854775808", "18446744073709551615", "1.0", "1.5", "1e+300",
    R"("")", R"("a")", R"("1")", R"("abcd")", R"("Green")", R"("Left|Top")",
    R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")", R"("2024-02-29")", R"("23:59:59.999")",
    R"("2024-02-29T23:59:59.999Z")", "[]", "[1]", R"(["a"])", R"([1,"a"])", R"([1,"a",true])", "{}",
    R"({"x":1,"y":2})", R"({"a":null})"};

const QByteArrayList texts = samples.mid(samples.indexOf(R"("")"), 10);
const QByteArrayList arrays = samples.mid(samples.indexOf("[]"), 5);
const QByteArrayList objects = samples.mid(samples.indexOf("{}"), 3);
const QByteArrayList smallIntegers = {"0", "1", "1.0=>1"};
const QByteArrayList reals = {
    "0=>0.0", "1=>1.0", "-1=>-1.0", "300=>300.0", "70000=>70000.0", "1.0", "1.5"};

const QList<Known> &knownTypes()
{
    const QByteArrayList bytes = smallIntegers + QByteArrayList{"-1"};
    const QByteArrayList ints = bytes + QByteArrayList{"300", "70000"};
    const QByteArrayList uints = smallIntegers + QByteArrayList{"300", "70000", "3000000000"};
    const QByteArrayList longs = ints + QByteArrayList{"3000000000", "9007199254740993"};
    const QByteArrayList ulongs =
        uints + QByteArrayList{"9007199254740993", "9223372036854775808", "18446744073709551615"};
    const QByteArrayList urls = {R"("")", R"("a")", R"("1")", R"("abcd")", R"("Green")",
        R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")", R"("2024-02-29")"};
    QByteArrayList jsonValues =
        samples; // QJsonValue keeps qint64 and double, and not their spelling
    for (const char *number : {"9223372036854775808", "18446744073709551615", "1.0"})
        jsonValues.replace(samples.indexOf(number), number + QByteArray("=>"));
    static const QList<Known> types = {
        {"bool", QMetaType::fromType<bool>(), {"true"}},
        {"char", QMetaType::fromType<char>(), std::is_signed_v<char> ? bytes : smallIntegers},
        {"signed char", QMetaType::fromType<signed char>(), bytes},
        {"uchar", QMetaType::fromType<uchar>(), smallIntegers},
        {"short", QMetaType::fromType<short>(), bytes + QByteArrayList{"300"}},
        {"ushort", QMetaType::fromType<ushort>(), smallIntegers + QByteArrayList{"300"}},
        {"int", QMetaType::fromType<int>(), ints},
        {"uint", QMetaType::fromType<uint>(), uints},
        {"long", QMetaType::fromType<long>(), sizeof(long) == 8 ? longs : ints},
        {"ulong", QMetaType::fromType<ulong>(), sizeof(long) == 8 ? ulongs : uints},
        {"qlonglong", QMetaType::fromType<qlonglong>(), longs},
        {"qulonglong", QMetaType::fromType<qulonglong>(), ulongs},
        {"float", QMetaType::fromType<float>(),
            reals
                + QByteArrayList{"3000000000=>", "9007199254740993=>", "9223372036854775808=>",
                    "18446744073709551615=>"}},
        {"double", QMetaType::fromType<double>(),
            reals
                + QByteArrayList{"3000000000=>3e+09", "9007199254740993=>", "9223372036854775808=>",
                    "18446744073709551615=>", "1e+300"}},
        {"QString", QMetaType::fromType<QString>(), texts},
        {"QChar", QMetaType::fromType<QChar>(), {R"("a")", R"("1")"}},
        {"QByteArray", QMetaType::fromType<QByteArray>(), {R"("")", R"("abcd")"}},
        {"QUrl", QMetaType::fromType<QUrl>(), urls},
        {"QUuid", QMetaType::fromType<QUuid>(), {R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee")"}},
        {"QDate", QMetaType::fromType<QDate>(), {"null", R"("2024-02-29")"}},
        {"QTime", QMetaType::fromType<QTime>(), {"null", R"("23:59:59.999")"}},
        {"QDateTime", QMetaType::fromType<QDateTime>(), {"null", R"("2024-02-29T23:59:59.999Z")"}},
        {"QJsonValue", QMetaType::fromType<QJsonValue>(), jsonValues},
        {"QJsonObject", QMetaType::fromType<QJsonObject>(), objects},
        {"QJsonArray", QMetaType::fromType<QJsonArray>(), arrays},
        {"QJsonDocument", QMetaType::fromType<QJsonDocument>(),
            objects + arrays + QByteArrayList{"null"}},
        {"QVariant", QMetaType::fromType<QVariant>(), samples},
        {"QVariantList", QMetaType::fromType<QVariantList>(), arrays},
        {"QVariantMap", QMetaType::fromType<QVariantMap>(), objects},
        {"QVariantHash", QMetaType::fromType<QVariantHash>(),
            {"{}", R"({"x":1,"y":2}=>)", R"({"a":null})"}},
        {"QStringList", QMetaType::fromType<QStringList>(), {"[]", R"(["a"])"}},
        {"QByteArrayList", QMetaType::fromType<QByteArrayList>(), {"[]"}},
        {"Q_ENUM", QMetaType::fromType<Pixel::Colour>(),
            {R"("Green")", R"(0=>"Red")", R"(1=>"Green")", R"(1.0=>"Green")"}},
        {"Q_FLAG", QMetaType::fromType<Pixel::Edges>(),
            {R"("Left|Top")", R"("")", R"(0=>"")", R"(1=>"Left")", R"(1.0=>"Left")"}},
        {"Q_GADGET", QMetaType::fromType<Pixel>(), {R"({"x":1,"y":2})", R"({}=>{"x":0,"y":0})"}},
        {"QList<T>", QMetaType::fromType<QList<int>>(), {"[]", "[1]"}},
        {"QSet<T>", QMetaType::fromType<QSet<int>>(), {"[]", "[1]"}},
        {"std::vector<T>", QMetaType::fromType<std::vector<int>>(), {"[]", "[1]"}},
        {"QMap<QString, T>", QMetaType::fromType<QMap<QString, int>>(), {"{}", R"({"x":1,"y":2})"}},
        {"QHash<QString, T>", QMetaType::fromType<QHash<QString, int>>(),
            {"{}", R"({"x":1,"y":2}=>)"}},
        {"std::map<QString, T>", QMetaType::fromType<std::map<QString, int>>(),
            {"{}", R"({"x":1,"y":2})"}},
        {"std::optional<T>", QMetaType::fromType<std::optional<bool>>(), {"null", "true"}},
        {"std::pair<A, B>", QMetaType::fromType<std::pair<int, QString>>(), {R"([1,"a"])"}},
        {"std::tuple<A, B, C>", QMetaType::fromType<std::tuple<int, QString, bool>>(),
            {R"([1,"a",true])"}},
        {"void", QMetaType::fromType<void>(), {"null"}},
        {"std::nullptr_t", QMetaType::fromType<std::nullptr_t>(), {"null"}},
        {"std::monostate", QMetaType::fromType<std::monostate>(), {"null"}},
        {"converted", QMetaType::fromType<Price>(), texts},
    };
    return types;
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
    QMetaType::registerConverter<Price, QJsonValue>(
        [](const Price &price) { return QJsonValue(price.text); });
    const auto fromJson = [](const void *from, void *to) {
        const auto &json = *static_cast<const QJsonValue *>(from);
        static_cast<Price *>(to)->text = json.toString();
        return json.isString();
    };
    QMetaType::registerConverterFunction(
        fromJson, QMetaType::fromType<QJsonValue>(), QMetaType::fromType<Price>());
    registerType<std::pair<int, QString>>();
    registerType<std::tuple<int, QString, bool>>();
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
