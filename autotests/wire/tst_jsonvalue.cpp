// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsoncomposite_p.h"
#include "jsonreader_p.h"
#include "jsonwriter_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_JsonValue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void textIsTheSameAfterBothWays_data();
    void textIsTheSameAfterBothWays();
    void convertsAsQtDoes_data();
    void convertsAsQtDoes();
    void numbersAreWrittenExactly_data();
    void numbersAreWrittenExactly();
    void undefinedIsNull();
    void manyKeysAreSorted();
    void excerptIsShort_data();
    void excerptIsShort();
    void excerptOfManyValuesIsShort();
    void sizesAreExact_data();
    void sizesAreExact();

private:
    JsonValue parsed(const QByteArray &text)
    {
        const auto result = m_reader.read(text, 2000);
        const auto *const value = std::get_if<JsonValue>(&result);
        return value ? *value : JsonValue();
    }

    JsonReader m_reader;
};

static QByteArray written(const QJsonValue &value)
{
    JsonWriter writer;
    write(writer, value);
    return writer.view().toByteArray();
}

void tst_JsonValue::textIsTheSameAfterBothWays_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *const text : {"null", "true", "false", "0", "-1", "9007199254740993",
             "9223372036854775807", "-9223372036854775808", "0.1", "1e+300", "\"\"", "\"a\\\"\\n\"",
             "[]", "{}", "[1,[2,{}],\"x\"]", "{\"\":0,\"a\":{\"b\":[null]},\"b\":1.5}"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_JsonValue::textIsTheSameAfterBothWays()
{
    QFETCH(const QByteArray, text);
    QCOMPARE(written(toQJsonValue(parsed(text))), text);
}

void tst_JsonValue::convertsAsQtDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *const text :
        {"[1,2.5,-0.0,1e3]", "[18446744073709551615,18446744073709551616]",
            "{\"a\":1,\"b\":2,\"a\":3}", "[\"\\ud83d\\ude00\\u0000\"]",
            "{\"b\":{\"\xc3\xa4\":1,\"\xf0\x9f\x98\x80\":2},\"a\":[]}"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_JsonValue::convertsAsQtDoes()
{
    QFETCH(const QByteArray, text);
    const auto document = QJsonDocument::fromJson(text);
    const QJsonValue expected =
        document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    QCOMPARE(toQJsonValue(parsed(text)), expected);
}

void tst_JsonValue::numbersAreWrittenExactly_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QByteArray>("text");
    using Integers = std::numeric_limits<qint64>;
    QTest::newRow("integer") << QJsonValue(3) << "3"_ba;
    QTest::newRow("integral double") << QJsonValue(3.0) << "3"_ba;
    QTest::newRow("zero") << QJsonValue(0) << "0"_ba;
    QTest::newRow("smallest") << QJsonValue(Integers::min()) << "-9223372036854775808"_ba;
    QTest::newRow("largest") << QJsonValue(Integers::max()) << "9223372036854775807"_ba;
    QTest::newRow("fraction") << QJsonValue(-2.5) << "-2.5"_ba;
    QTest::newRow("beyond 64 bits")
        << QJsonValue(18446744073709551616.0) << "18446744073709551616.0"_ba;
    QTest::newRow("small fraction") << QJsonValue(5e-324) << "5e-324"_ba;
    QTest::newRow("not a number") << QJsonValue(qQNaN()) << "null"_ba;
}

void tst_JsonValue::numbersAreWrittenExactly()
{
    QFETCH(const QJsonValue, value);
    QTEST(written(value), "text");
}

void tst_JsonValue::undefinedIsNull()
{
    QCOMPARE(written(QJsonValue::Undefined), "null");
}

void tst_JsonValue::manyKeysAreSorted()
{
    QByteArray text = "{";
    for (int key = 50'000; key > 0; --key)
        text += "\"k" + QByteArray::number(key) + "\":" + QByteArray::number(key) + ',';
    text += "\"k1\":-1}";
    const QJsonObject object = toQJsonValue(parsed(text)).toObject();
    QCOMPARE(object.size(), 50'000);
    QCOMPARE(object.value("k777"_L1), QJsonValue(777));
    QCOMPARE(object.value("k1"_L1), QJsonValue(-1));
}

void tst_JsonValue::excerptIsShort_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const QString smile = u"\U0001f600"_s;
    QTest::newRow("number") << "1.50"_ba << u"1.5"_s;
    QTest::newRow("members") << R"({"a" : [1, "x", null], "b":{}})"_ba
                             << uR"({"a":[1,"x",null],"b":{}})"_s;
    QTest::newRow("just short enough")
        << '"' + QByteArray(58, 'x') + '"' << u'"' + QString(58, u'x') + u'"';
    QTest::newRow("just too long")
        << '"' + QByteArray(59, 'x') + '"' << u'"' + QString(58, u'x') + u'…';
    QTest::newRow("long string") << '"' + QByteArray(5000, 'x') + '"'
                                 << u'"' + QString(58, u'x') + u'…';
    QTest::newRow("surrogates stay together")
        << '"' + smile.toUtf8().repeated(100) + '"' << u'"' + smile.repeated(29) + u'…';
    QTest::newRow("cut pair") << "\"x" + smile.toUtf8().repeated(100) + '"'
                              << u"\"x"_s + smile.repeated(28) + u'…';
    QTest::newRow("three bytes each")
        << '"' + u"\u20ac"_s.repeated(300).toUtf8() + '"' << u'"' + u"\u20ac"_s.repeated(58) + u'…';
    QTest::newRow("deep") << QByteArray(1000, '[') + QByteArray(1000, ']')
                          << QString(59, u'[') + u'…';
}

void tst_JsonValue::excerptIsShort()
{
    QFETCH(const QByteArray, text);
    QTEST(excerpt(parsed(text)), "expected");
}

void tst_JsonValue::excerptOfManyValuesIsShort()
{
    const QString array = excerpt(parsed('[' + QByteArray("1,").repeated(10'000) + "1]"));
    QCOMPARE(array, u'[' + u"1,"_s.repeated(29) + u'…');
    const QString object =
        excerpt(parsed("{\"k\":[" + QByteArray("{\"a\":1},").repeated(1000) + "1]}"));
    QCOMPARE(object.size(), 60);
}

QTEST_APPLESS_MAIN(tst_JsonValue)
void tst_JsonValue::sizesAreExact_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qulonglong>("size");
    QTest::newRow("empty array") << "[]"_ba << 0ull;
    QTest::newRow("empty object") << "{}"_ba << 0ull;
    QTest::newRow("nested array") << "[[1,2],{\"a\":[1,2,3]},1.5,18446744073709551615]"_ba << 4ull;
    QTest::newRow("nested object") << "{\"a\":{\"b\":1,\"c\":2},\"d\":[1]}"_ba << 2ull;
    // More than the 24 bits in which simdjson counts.
    QTest::newRow("long array") << '[' + QByteArray("1,").repeated(0x1000005) + "1]"
                                << 0x1000006ull;
}

void tst_JsonValue::sizesAreExact()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qulonglong, size);
    const JsonValue value = parsed(text);
    QCOMPARE(value.isArray() ? value.toArray().size() : value.toObject().size(), size);
}

#include "tst_jsonvalue.moc"
