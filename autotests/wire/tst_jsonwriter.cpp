// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonreader_p.h"
#include "jsonvalues.h"
#include "jsonwriter_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qrandom.h>
#include <QtTest/qtest.h>

#include <bit>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_JsonWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void commasComeByThemselves();
    void integersAreExact_data();
    void integersAreExact();
    void doublesStayDoubles_data();
    void doublesStayDoubles();
    void floatsAreShort();
    void asciiIsEscapedWhereNeeded_data();
    void asciiIsEscapedWhereNeeded();
    void everyViewGivesTheSameText();
    void loneSurrogatesAreReplaced_data();
    void loneSurrogatesAreReplaced();
    void invalidUtf8IsReplaced_data();
    void invalidUtf8IsReplaced();
    void escapesAreFoundAtEveryPosition();
    void randomTextSurvives();
    void randomBytesBecomeValidUtf8();
    void randomNumbersSurvive();
    void truncatedTextContinues();
    void piecesFollowCommas();
    void shrunkWriterWritesOn();
};

static QByteArray textOf(const JsonWriter &writer)
{
    return writer.view().toByteArray();
}

template<typename... Text>
static QByteArray written(const Text &...text)
{
    JsonWriter writer;
    writer.writeString(text...);
    return textOf(writer);
}

// The value that another parser reads.
static QString readByQt(const QByteArray &json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson('[' + json + ']', &error);
    return error.error ? error.errorString() : document.array().first().toString();
}

void tst_JsonWriter::commasComeByThemselves()
{
    JsonWriter writer;
    writer.beginObject();
    writer.key("a");
    writer.beginArray();
    writer.writeInteger(qint64(1));
    writer.writeBool(true);
    writer.writeBool(false);
    writer.writeNull();
    writer.beginObject();
    writer.endObject();
    writer.beginArray();
    writer.endArray();
    writer.endArray();
    writer.key(u"b");
    writer.writeString("text");
    writer.key("c");
    writer.writeRaw("{\"x\":0.5}");
    writer.key("d");
    writer.writeDouble(1.5);
    writer.endObject();
    QCOMPARE(textOf(writer), R"({"a":[1,true,false,null,{},[]],"b":"text","c":{"x":0.5},"d":1.5})");
}

void tst_JsonWriter::integersAreExact_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("zero") << qint64(0) << "0"_ba;
    QTest::newRow("negative") << qint64(-7) << "-7"_ba;
    QTest::newRow("beyond double") << qint64(9007199254740993) << "9007199254740993"_ba;
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << "9223372036854775807"_ba;
    QTest::newRow("smallest") << std::numeric_limits<qint64>::min() << "-9223372036854775808"_ba;
}

void tst_JsonWriter::integersAreExact()
{
    QFETCH(const qint64, value);
    JsonWriter writer;
    writer.writeInteger(value);
    QTEST(textOf(writer), "json");

    writer.clear();
    writer.writeInteger(std::numeric_limits<quint64>::max());
    QCOMPARE(textOf(writer), "18446744073709551615");
}

void tst_JsonWriter::doublesStayDoubles_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("json");
    using Limits = std::numeric_limits<double>;
    QTest::newRow("zero") << 0.0 << "0.0"_ba;
    QTest::newRow("negative zero") << -0.0 << "-0.0"_ba;
    QTest::newRow("integral") << 3.0 << "3.0"_ba;
    QTest::newRow("fraction") << 0.1 << "0.1"_ba;
    QTest::newRow("large integral") << 123456789012345678.0 << "123456789012345680.0"_ba;
    QTest::newRow("large exponent") << 1e300 << "1e+300"_ba;
    QTest::newRow("small exponent") << 1e-7 << "1e-07"_ba;
    QTest::newRow("largest") << Limits::max() << "1.7976931348623157e+308"_ba;
    QTest::newRow("longest") << -2.2250738585072014e-308 << "-2.2250738585072014e-308"_ba;
    QTest::newRow("smallest") << Limits::denorm_min() << "5e-324"_ba;
    QTest::newRow("not a number") << Limits::quiet_NaN() << "null"_ba;
    QTest::newRow("infinity") << Limits::infinity() << "null"_ba;
    QTest::newRow("negative infinity") << -Limits::infinity() << "null"_ba;
}

void tst_JsonWriter::doublesStayDoubles()
{
    QFETCH(const double, value);
    JsonWriter writer;
    writer.writeDouble(value);
    QTEST(textOf(writer), "json");
}

void tst_JsonWriter::floatsAreShort()
{
    JsonWriter writer;
    writer.beginArray();
    writer.writeFloat(0.1f);
    writer.writeFloat(16777216.0f);
    writer.writeFloat(std::numeric_limits<float>::infinity());
    writer.endArray();
    QCOMPARE(textOf(writer), "[0.1,16777216.0,null]");
}

void tst_JsonWriter::asciiIsEscapedWhereNeeded_data()
{
    QTest::addColumn<char>("character");
    QTest::addColumn<QByteArray>("json");
    const QMap<char, QByteArray> shortForms = {{'\b', "\\b"_ba}, {'\f', "\\f"_ba}, {'\n', "\\n"_ba},
        {'\r', "\\r"_ba}, {'\t', "\\t"_ba}, {'"', "\\\""_ba}, {'\\', "\\\\"_ba}};
    for (int code = 0; code < 128; ++code) {
        QByteArray json(1, char(code));
        if (code < 0x20)
            json = "\\u" + QByteArray::number(code, 16).rightJustified(4, '0');
        QTest::addRow("character %d", code) << char(code) << shortForms.value(char(code), json);
    }
}

void tst_JsonWriter::asciiIsEscapedWhereNeeded()
{
    QFETCH(const char, character);
    QFETCH(const QByteArray, json);
    const QString text(QLatin1Char{character});
    QCOMPARE(written(text), '"' + json + '"');
    QCOMPARE(written(QLatin1StringView(&character, 1)), '"' + json + '"');
    QCOMPARE(written(&character, std::size_t(1)), '"' + json + '"');
    QCOMPARE(readByQt(written(text)), text);
}

void tst_JsonWriter::everyViewGivesTheSameText()
{
    const QString text = u"n\u00e4h\u00fc"_s;
    const QByteArray latin1 = text.toLatin1();
    const QByteArray utf8 = text.toUtf8();
    const QByteArray json = '"' + utf8 + '"';
    QCOMPARE(written(text), json);
    QCOMPARE(written(QLatin1StringView(latin1)), json);
    QCOMPARE(written(QUtf8StringView(utf8)), json);
    QCOMPARE(written(utf8.constData(), std::size_t(utf8.size())), json);
    QCOMPARE(written(QString()), "\"\"");
    QCOMPARE(written(QUtf8StringView()), "\"\"");

    JsonWriter writer;
    writer.key(text);
    QCOMPARE(textOf(writer), json + ':');
}

void tst_JsonWriter::loneSurrogatesAreReplaced_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QChar high(0xd83d);
    const QChar low(0xde00);
    const QString replaced(QChar::ReplacementCharacter);
    QTest::newRow("pair") << QString(high) + low << QString(high) + low;
    QTest::newRow("high at the end") << u"a"_s + high << u"a"_s + replaced;
    QTest::newRow("high before text") << QString(high) + u'a' << replaced + u'a';
    QTest::newRow("two high") << QString(high) + high + low << replaced + high + low;
    QTest::newRow("low at the start") << QString(low) + u'a' << replaced + u'a';
    QTest::newRow("swapped") << QString(low) + high << replaced + replaced;
}

void tst_JsonWriter::loneSurrogatesAreReplaced()
{
    QFETCH(const QString, text);
    QFETCH(const QString, expected);
    QCOMPARE(written(text), '"' + expected.toUtf8() + '"');
}

void tst_JsonWriter::invalidUtf8IsReplaced_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("lone continuation") << "a\x80z"_ba;
    QTest::newRow("cut sequence") << "plain text \xe2\x82"_ba;
    QTest::newRow("cut before escape") << "\xe2\x82\"\n"_ba;
    QTest::newRow("overlong") << "\xc0\xaf"_ba;
    QTest::newRow("surrogate") << "\xed\xa0\x80"_ba;
    QTest::newRow("beyond unicode") << "\xf5\x80\x80\x80"_ba;
    QTest::newRow("behind valid text") << "\xc3\xa4 \xff"_ba;
}

void tst_JsonWriter::invalidUtf8IsReplaced()
{
    QFETCH(const QByteArray, bytes);
    const QString repaired = QString::fromUtf8(bytes);
    QVERIFY(repaired.contains(QChar::ReplacementCharacter));
    QCOMPARE(written(QUtf8StringView(bytes)), written(repaired));
    QCOMPARE(readByQt(written(QUtf8StringView(bytes))), repaired);
}

void tst_JsonWriter::escapesAreFoundAtEveryPosition()
{
    for (const char special : {'"', '\\', '\n', '\x01', '\x1f'}) {
        for (qsizetype length = 1; length < 20; ++length) {
            for (qsizetype position = 0; position < length; ++position) {
                QByteArray text(length, '!');
                text[position] = special;
                QCOMPARE(readByQt(written(QUtf8StringView(text))), QString::fromLatin1(text));
                text.replace('!', "\xc3\xa4");
                QCOMPARE(readByQt(written(QUtf8StringView(text))), QString::fromUtf8(text));
            }
        }
    }
}

// Any UTF-16, with surrogate pairs on every boundary.
static QString randomText(QRandomGenerator &random)
{
    const char32_t limits[] = {0x20, 0x80, 0x800, 0xd800, 0x110000};
    QString text;
    for (int left = random.bounded(600); left > 0; --left) {
        const quint32 point = random.bounded(quint32(limits[random.bounded(5)]));
        if (QChar::isSurrogate(point))
            text += QChar::ReplacementCharacter;
        else
            text += QChar::fromUcs4(point);
    }
    return text;
}

void tst_JsonWriter::randomTextSurvives()
{
    QRandomGenerator random(1);
    JsonReader reader;
    for (int round = 0; round < 2000; ++round) {
        const QString text = randomText(random);
        const QByteArray json = written(text);
        QCOMPARE(written(QUtf8StringView(text.toUtf8())), json);
        QCOMPARE(readByQt(json), text);
        const auto value = reader.read(json, 1);
        QVERIFY(std::holds_alternative<JsonValue>(value));
        QCOMPARE(toQJsonValue(std::get<JsonValue>(value)).toString(), text);
    }
}

void tst_JsonWriter::randomBytesBecomeValidUtf8()
{
    QRandomGenerator random(2);
    for (int round = 0; round < 5000; ++round) {
        QByteArray bytes(random.bounded(40), '\0');
        for (char &byte : bytes)
            byte = char(random.bounded(256));
        QCOMPARE(readByQt(written(QUtf8StringView(bytes))), QString::fromUtf8(bytes));
    }
}

void tst_JsonWriter::randomNumbersSurvive()
{
    QRandomGenerator64 random(3);
    JsonReader reader;
    for (int round = 0; round < 20'000; ++round) {
        const quint64 bits = random.generate() >> random.bounded(64);
        const double number = std::bit_cast<double>(bits);
        JsonWriter writer;
        writer.beginArray();
        writer.writeInteger(bits);
        writer.writeInteger(qint64(bits));
        writer.writeDouble(number);
        writer.writeFloat(float(number));
        writer.endArray();
        const auto result = reader.read(writer.view(), 1);
        QVERIFY2(std::holds_alternative<JsonValue>(result), writer.view().data());
        const JsonValue array = std::get<JsonValue>(result);
        QCOMPARE(quint64(entryOf(array, 0).toUnsigned()), bits);
        QCOMPARE(qint64(entryOf(array, 1).toInteger()), qint64(bits));
        if (std::isfinite(number)) {
            QVERIFY(entryOf(array, 2).isDouble());
            QCOMPARE(std::bit_cast<quint64>(entryOf(array, 2).toDouble()), bits);
        }
        if (std::isfinite(float(number)))
            QVERIFY(float(entryOf(array, 3).toDouble()) == float(number));
    }
}

void tst_JsonWriter::truncatedTextContinues()
{
    JsonWriter writer;
    writer.beginArray();
    writer.writeInteger(qint64(1));
    const std::size_t size = writer.size();
    const bool needsComma = writer.needsComma();
    writer.beginObject();
    writer.key("half");
    writer.truncate(size, needsComma);
    writer.writeInteger(qint64(2));
    writer.endArray();
    QCOMPARE(textOf(writer), "[1,2]");
}

void tst_JsonWriter::piecesFollowCommas()
{
    JsonWriter writer;
    writer.beginArray();
    for (const qint64 number : {1, 2}) {
        writer.beginPieces("{\"a\":");
        writer.writeInteger(number);
        writer.addPiece(",\"b\":");
        writer.writeNull();
        writer.endObject();
    }
    writer.endArray();
    QCOMPARE(textOf(writer), R"([{"a":1,"b":null},{"a":2,"b":null}])");
}

void tst_JsonWriter::shrunkWriterWritesOn()
{
    const QString longText(1'000'000, u'x');
    JsonWriter writer;
    writer.writeString(longText);
    QCOMPARE(writer.size(), std::size_t(longText.size()) + 2);
    writer.shrink();
    QCOMPARE(writer.size(), std::size_t(0));
    writer.writeNull();
    QCOMPARE(textOf(writer), "null");
}

QTEST_APPLESS_MAIN(tst_JsonWriter)
#include "tst_jsonwriter.moc"
