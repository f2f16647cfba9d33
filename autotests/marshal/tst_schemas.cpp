// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "codectest.h"
#include "jsonwriter_p.h"
#include "schemas_p.h"
#include "scratchvalue_p.h"
#include "typetable.h"
#include "validator.h"

#include <QtCore/qregularexpression.h>

using namespace CodecTest;
using namespace Qt::StringLiterals;
using namespace TypeTable;

// A type in which it occurs itself, and flags with bits that nobody has named.
class Branch
{
    Q_GADGET
    Q_PROPERTY(int x MEMBER x)
    Q_PROPERTY(QList<Branch> branches MEMBER branches)
public:
    enum Sign { Sun = 1, Moon = 4 };
    Q_DECLARE_FLAGS(Signs, Sign)
    Q_FLAG(Signs)
    enum Depth { Below = -1, Above = 1 };
    Q_ENUM(Depth)
    int x = 0;
    QList<Branch> branches;

    friend bool operator==(const Branch &left, const Branch &right)
    {
        return left.x == right.x && left.branches == right.branches;
    }
};

namespace {

enum class Members { Known, Any };

struct Described
{
    QByteArray name;
    QMetaType type;
    Members members = Members::Known;
    bool takesMore = false; // the schema does, because only the codec knows exactly what is right
};

QList<Described> describedTypes()
{
    QList<Described> types;
    for (const Known &known : knownTypes())
        types.append({known.documentedAs, known.type, Members::Known,
            known.documentedAs == "QUrl" || known.documentedAs == "converted"});
    types += {{"sparse flags", QMetaType::fromType<Branch::Signs>()},
        {"enum with negative numbers", QMetaType::fromType<Branch::Depth>()},
        {"type in itself", QMetaType::fromType<Branch>()},
        {"open type", QMetaType::fromType<Branch>(), Members::Any},
        {"list of maps", QMetaType::fromType<QList<QMap<QString, Pixel>>>()}};
    return types;
}

// Beside those of the table: the bounds of types, and what is nearly right.
const QByteArrayList &values()
{
    static const QByteArrayList bounds = {"-128", "-129", "127", "128", "255", "256", "-32768",
        "-32769", "32767", "32768", "65535", "65536", "-2147483648", "-2147483649", "2147483647",
        "2147483648", "4294967295", "4294967296", "-9223372036854775808", "-9223372036854775809",
        "9223372036854775807", "18446744073709551616", "3.4028234663852886e38", "3.5e38", "-3.5e38",
        "-0.0", "1e3"};
    static const QByteArrayList dates = {R"("2023-02-29")", R"("2000-02-29")", R"("1900-02-29")",
        R"("2024-02-30")", R"("2024-04-31")", R"("2024-12-31")", R"("0000-01-01")",
        R"("0004-02-29")", R"("0001-01-01")", R"("9999-12-31")", R"("10000-01-01")",
        R"("2024-13-01")", R"("2024-00-10")", R"("2024-01-00")", R"("2024-1-1")", R"("20240101")",
        R"("2024-01-01 ")", R"("2024-01-01T")"};
    static const QByteArrayList times = {R"("24:00:00")", R"("24:00")", R"("23:59")", R"("12:60")",
        R"("12:00:60")", R"("12:00:00.")", R"("12:00:00.123456789")", R"("1:00")", R"("00:00")",
        R"("12:00:00 PM")", R"("2024-01-01T12:00Z")", R"("2024-01-01 12:00:00")",
        R"("2024-01-01T12:00:00z")", R"("2024-01-01T12:00:00+2")", R"("2024-01-01T12:00:00+02:00")",
        R"("2024-01-01T12:00:00-23:59")", R"("2024-01-01T12:00:00+24:00")",
        R"("2024-01-01T12:00:00Z+01:00")", R"("2024-01-01T12:00:00")",
        R"("2024-01-01T12:00:00.5+14:00")", R"("2024-01-01T24:00:00")", R"("Mon Jan 1 2024")"};
    static const QByteArrayList texts = {R"("aGVsbG8=")", R"("aGVsbG8")", R"("YQ==")", R"("YR==")",
        R"("YWI=")", R"("YWJ=")", R"("Y===")", R"("ab-_")", R"("ab d")", R"("====")",
        R"("{67c8770b-44f1-410a-ab9a-f9b5446f13ee}")", R"("{67c8770b-44f1-410a-ab9a-f9b5446f13ee")",
        R"("67c8770b44f1410aab9af9b5446f13ee")", R"("67C8770B-44F1-410A-AB9A-F9B5446F13EE")",
        R"("00000000-0000-0000-0000-000000000000")", R"("67c8770b-44f1-410a-ab9a-f9b5446f13ee ")",
        R"("\u00e4")", R"("\u0000")", R"("\uffff")", R"("\ud83d\ude00")", R"("ab")"};
    static const QByteArrayList keys = {R"("Red")", R"("red")", R"("Left")", R"("Top|Left")",
        R"("Left|Left")", R"("Left|")", R"("|")", R"("Left,Top")", R"("Left | Top")", "2", "3", "4",
        "1.5", R"("0")"};
    static const QByteArrayList structures = {R"([1.5])", R"([1,2,3])", R"([null])", R"([[]])",
        R"({"x":1})", R"({"x":1.5})", R"({"x":1,"z":2})", R"({"x":null})", R"([1,"a",true,1])",
        R"(["a",1])", "false", R"("Sun|Moon")", R"("Below")", "5", "6",
        R"({"branches":[{"x":2,"branches":[]},{}]})", R"({"branches":[{"x":2,"more":1}]})",
        R"({"branches":[{"x":"a"}]})", R"([{"a":{"x":1}},{}])", R"([{"a":{"x":1.5}}])"};
    static const QByteArrayList all = samples + bounds + dates + times + texts + keys + structures;
    return all;
}

const Codec &codecOf(QMetaType type)
{
    return *std::get<const Codec *>(codecFor(type));
}

bool reads(const Described &described, const QByteArray &json)
{
    const QMetaType type = described.type;
    JsonReader reader;
    const auto parsed = reader.read(json, 128);
    if (std::holds_alternative<ParseFailure>(parsed))
        return false;
    std::optional<ScratchValue> value;
    if (type != QMetaType::fromType<void>())
        value.emplace(type);
    const ReadOptions options{.ignoreUnknownMembers = described.members == Members::Any};
    return !codecOf(type).read(
        std::get<JsonValue>(parsed), value ? value->data() : nullptr, options);
}

QByteArray text(const QJsonObject &object)
{
    JsonWriter writer;
    write(writer, object);
    return writer.view().toByteArray();
}

QByteArray entryFor(const Described &described)
{
    Schemas schemas(described.members == Members::Any ? Schemas::UnknownMembers::Ignored
                                                      : Schemas::UnknownMembers::Refused);
    const QByteArray schema = text(codecOf(described.type).schema(schemas));
    QJsonArray texts;
    for (const QByteArray &value : values())
        texts.append(QString::fromUtf8(value));
    return R"({"schema":)" + schema + R"(,"definitions":)" + text(schemas.named()) + R"(,"values":)"
        + QJsonDocument(texts).toJson(QJsonDocument::Compact) + '}';
}

} // namespace

// Compares the schemas with what the codecs read.
class tst_Schemas : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void schemaTakesWhatTheCodecReads_data();
    void schemaTakesWhatTheCodecReads();

private:
    QList<Described> m_types;
    QJsonArray m_verdicts;
};

void tst_Schemas::initTestCase()
{
    TypeTable::registerTypes();
    registerType<Branch>();
    registerType<QMap<QString, Pixel>>();
    m_types = describedTypes();
    QByteArrayList entries;
    for (const Described &type : m_types)
        entries.append(entryFor(type));
    m_verdicts = TestSupport::validated('[' + entries.join(',') + ']');
    QCOMPARE(m_verdicts.size(), m_types.size());
}

void tst_Schemas::schemaTakesWhatTheCodecReads_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < m_types.size(); ++i)
        QTest::newRow(m_types[i].name) << i;
}

void tst_Schemas::schemaTakesWhatTheCodecReads()
{
    QFETCH(const int, index);
    const Described &described = m_types[index];
    const QJsonArray verdicts = m_verdicts[index].toArray();
    QCOMPARE(verdicts.size(), values().size());
    QByteArrayList onlyRead;
    QByteArrayList onlyValid;
    for (qsizetype i = 0; i < values().size(); ++i) {
        const bool isRead = reads(described, values()[i]);
        if (isRead != verdicts[i].toBool())
            (isRead ? onlyRead : onlyValid).append(values()[i]);
    }
    QCOMPARE(onlyRead.join(' '), QByteArray());
    if (described.takesMore)
        QVERIFY(!onlyValid.isEmpty());
    else
        QCOMPARE(onlyValid.join(' '), QByteArray());
}

QTEST_GUILESS_MAIN(tst_Schemas)
#include "tst_schemas.moc"
