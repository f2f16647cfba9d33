// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonreader_p.h"
#include "jsonvalues.h"

#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class tst_JsonReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void validTextIsRead_data();
    void validTextIsRead();
    void invalidTextIsRefused_data();
    void invalidTextIsRefused();
    void byteOrderMarkIsNamed();
    void bothEncodingsGiveTheSame();
    void loneSurrogatesAreReplaced();
    void escapedLoneSurrogatesAreReplaced_data();
    void escapedLoneSurrogatesAreReplaced();
    void takenTextIsRead();
    void takenTextKeepsItsSpelling();
    void depthIsExact_data();
    void depthIsExact();
    void bracketsInStringsAreNoDepth();
    void largestIntegersStayIntegers();
    void widerIntegersAreDoubles_data();
    void widerIntegersAreDoubles();
    void digitsInStringsAreUntouched();
    void spellingIsExact_data();
    void spellingIsExact();
    void spellingOfEachEntryIsFound();
    void spellingIsOfTheLatestText();
    void shrunkReaderReadsOn();
};

constexpr int depthLimit = 128;

static QString failureOf(const std::variant<JsonValue, ParseFailure> &result)
{
    const auto *const failure = std::get_if<ParseFailure>(&result);
    return failure ? failure->message : QString();
}

static QString readByUs(JsonReader &reader, QByteArrayView text)
{
    const auto result = reader.read(text, depthLimit);
    const auto *const value = std::get_if<JsonValue>(&result);
    return value ? minified(*value) : failureOf(result);
}

void tst_JsonReader::validTextIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("minified");
    QTest::newRow("number") << " 1 "_ba << u"1"_s;
    QTest::newRow("string") << "\"a\\u00e4\\ud83d\\ude00\""_ba << u"\"a\u00e4\U0001f600\""_s;
    QTest::newRow("literals") << "[true, false, null]"_ba << u"[true,false,null]"_s;
    QTest::newRow("members") << "{\"a\" : {\"b\":[]}}"_ba << u"{\"a\":{\"b\":[]}}"_s;
    QTest::newRow("tiny number") << "[1e-400]"_ba << u"[0]"_s;
}

void tst_JsonReader::validTextIsRead()
{
    QFETCH(const QByteArray, text);
    JsonReader reader;
    QTEST(readByUs(reader, text).replace(u"0.0"_s, u"0"_s), "minified");
}

void tst_JsonReader::invalidTextIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("empty") << ""_ba << u"is empty"_s;
    QTest::newRow("blank") << " \n"_ba << u"is empty"_s;
    QTest::newRow("bad utf-8") << "\"\xff\""_ba << u"not valid UTF-8"_s;
    QTest::newRow("cut utf-8") << "\"\xe2\x82\""_ba << u"not valid UTF-8"_s;
    QTest::newRow("leading zero") << "[01]"_ba << u"number is malformed"_s;
    QTest::newRow("no digits") << "[-]"_ba << u"number is malformed"_s;
    QTest::newRow("no exponent") << "[1e+]"_ba << u"number is malformed"_s;
    QTest::newRow("letter behind") << "[1x]"_ba << u"number is malformed"_s;
    QTest::newRow("no fraction") << "[1.]"_ba << u"number is malformed"_s;
    QTest::newRow("leading plus") << "[+1]"_ba << u"number is malformed"_s;
    QTest::newRow("leading point") << "[.5]"_ba << u"number is malformed"_s;
    QTest::newRow("malformed beside wide") << "[18446744073709551616,01]"_ba << u"malformed"_s;
    QTest::newRow("exponent too large") << "[1e400, true]"_ba << u"number out of range"_s;
    QTest::newRow("negative too large") << "[-1.5E+999]"_ba << u"number out of range"_s;
    QTest::newRow("400 digits") << '[' + QByteArray(400, '9') + ']' << u"number out of range"_s;
    QTest::newRow("bad escape") << "\"\\x\""_ba << u"escape"_s;
    QTest::newRow("raw control") << "\"\n\""_ba << u"control character"_s;
    QTest::newRow("open string") << "[\"a]"_ba << u"not closed"_s;
    QTest::newRow("open string after wide integer")
        << "[18446744073709551616,\"a\\"_ba << u"closed"_s;
    QTest::newRow("bad word") << "[nil]"_ba << u"neither true nor false nor null"_s;
    QTest::newRow("trailing comma") << "[1,]"_ba << u"not valid JSON"_s;
    QTest::newRow("trailing text") << "[1] x"_ba << u"not valid JSON"_s;
    QTest::newRow("open array") << "[1"_ba << u"not valid JSON"_s;
    QTest::newRow("missing colon") << "{\"a\" 1}"_ba << u"not valid JSON"_s;
}

void tst_JsonReader::invalidTextIsRefused()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, message);
    JsonReader reader;
    const QString failure = failureOf(reader.read(text, depthLimit));
    QVERIFY2(failure.contains(message), qPrintable(failure));
    QCOMPARE(readByUs(reader, "[1]"), u"[1]"_s); // and nothing of it remains
}

// RFC 8259, section 8.1, lets a parser ignore it, and newer versions of simdjson do.
void tst_JsonReader::byteOrderMarkIsNamed()
{
    JsonReader reader;
    const QString read = readByUs(reader, "\xef\xbb\xbf{\"a\":1}");
    QVERIFY2(read == "{\"a\":1}"_L1 || read.contains("byte order mark"_L1), qPrintable(read));
}

void tst_JsonReader::bothEncodingsGiveTheSame()
{
    const QString text = u"[\"a\u00e4\u20ac\U0001f600\"]"_s;
    JsonReader reader;
    const auto fromUtf16 = reader.read(text, depthLimit);
    QVERIFY(std::holds_alternative<JsonValue>(fromUtf16));
    QCOMPARE(minified(std::get<JsonValue>(fromUtf16)), text);
    QCOMPARE(readByUs(reader, text.toUtf8()), text);
}

void tst_JsonReader::loneSurrogatesAreReplaced()
{
    JsonReader reader;
    for (const char16_t surrogate : {u'\xd83d', u'\xde00'}) {
        const QString text = u"\"a"_s + QChar(surrogate) + u'"';
        const auto result = reader.read(text, depthLimit);
        QVERIFY(std::holds_alternative<JsonValue>(result));
        QCOMPARE(toQJsonValue(std::get<JsonValue>(result)), QJsonValue(u"a\ufffd"_s));
    }
    // At the end it must not be held back for the next text.
    QVERIFY(!failureOf(reader.read(u"1"_s + QChar(0xd83d), depthLimit)).isEmpty());
    QCOMPARE(readByUs(reader, "[1]"), u"[1]"_s);
}

// The buffer may contain an older text, which must not show through.
void tst_JsonReader::escapedLoneSurrogatesAreReplaced_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("minified");
    QTest::newRow("low") << R"("a\udce9b")"_ba << u"\"a\ufffdb\""_s;
    QTest::newRow("high") << R"("\uD83Db")"_ba << u"\"\ufffdb\""_s;
    QTest::newRow("high at the end") << R"("\ud83d")"_ba << u"\"\ufffd\""_s;
    QTest::newRow("two high") << R"("\ud83d\ud83d")"_ba << u"\"\ufffd\ufffd\""_s;
    QTest::newRow("high before a pair")
        << R"("\ud83d\ud83d\ude00")"_ba << u"\"\ufffd\U0001f600\""_s;
    QTest::newRow("low before high") << R"("\ude00\ud83d")"_ba << u"\"\ufffd\ufffd\""_s;
    QTest::newRow("behind a backslash") << R"("\\\udce9")"_ba << u"\"\\\\\ufffd\""_s;
    QTest::newRow("no escape") << R"(["\\udce9","\udce9"])"_ba << u"[\"\\\\udce9\",\"\ufffd\"]"_s;
    QTest::newRow("in a name") << R"({"\udce9":1})"_ba << u"{\"\ufffd\":1}"_s;
    QTest::newRow("beside a wide integer")
        << R"(["\udce9",18446744073709551616])"_ba << u"[\"\ufffd\",18446744073709551616.0]"_s;
}

void tst_JsonReader::escapedLoneSurrogatesAreReplaced()
{
    QFETCH(const QByteArray, text);
    JsonReader reader;
    QTEST(readByUs(reader, text), "minified");
}

void tst_JsonReader::takenTextIsRead()
{
    JsonReader reader;
    JsonText text;
    for (const QString &json : {u"[\"a longer text than the next\"]"_s, u"[\"\u00e4\"]"_s, u"[]"_s,
             u'"' + QString(10'000, u'\u20ac') + u'"', u"1"_s}) {
        for (const bool isCopied : {true, false, true}) {
            if (isCopied)
                text.assign(json);
            else
                text.take(json.toUtf8());
            QCOMPARE(QString::fromUtf8(text.view()), json);
            const auto result = reader.read(std::move(text), depthLimit);
            QVERIFY2(std::holds_alternative<JsonValue>(result), qPrintable(failureOf(result)));
            QCOMPARE(minified(std::get<JsonValue>(result)), json);
            QCOMPARE(reader.size(), std::size_t(json.toUtf8().size()));
            text.shrink();
        }
    }
}

void tst_JsonReader::takenTextKeepsItsSpelling()
{
    JsonReader reader;
    JsonText text;
    text.assign("[{\"id\":1.50}]"_ba);
    QCOMPARE(failureOf(reader.read(std::move(text), depthLimit)), QString());
    text.assign("[{\"id\":2.50}]"_ba);
    QCOMPARE(reader.spelling("id", 0), "1.50"_ba);
}

static QByteArray nested(
    int depth, const QByteArray &open, const QByteArray &close, const QByteArray &inner)
{
    return open.repeated(depth) + inner + close.repeated(depth);
}

void tst_JsonReader::depthIsExact_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("close");
    QTest::addColumn<QByteArray>("inner");
    for (const int limit : {1, 2, 128, 1023, 1024, 1025, 10'000}) {
        QTest::addRow("empty arrays, %d", limit) << limit << "["_ba
                                                 << "]"_ba
                                                 << ""_ba;
        QTest::addRow("arrays, %d", limit) << limit << "["_ba
                                           << "]"_ba
                                           << "1"_ba;
        QTest::addRow("objects, %d", limit) << limit << "{\"a\":"_ba
                                            << "}"_ba
                                            << "1"_ba;
        QTest::addRow("wide integer, %d", limit) << limit << "[18446744073709551616,"_ba
                                                 << "]"_ba
                                                 << "1"_ba;
    }
}

void tst_JsonReader::depthIsExact()
{
    QFETCH(const int, limit);
    QFETCH(const QByteArray, open);
    QFETCH(const QByteArray, close);
    QFETCH(const QByteArray, inner);
    JsonReader reader;
    for (int round = 0; round < 2; ++round) { // the first must not change what the second allows
        QCOMPARE(failureOf(reader.read(nested(limit, open, close, inner), limit)), QString());
        const QString failure =
            failureOf(reader.read(nested(limit + 1, open, close, inner), limit));
        QVERIFY2(failure.contains(u"jsonDepth of %1"_s.arg(limit)), qPrintable(failure));
    }
    QVERIFY(!failureOf(reader.read(nested(100'000, open, close, inner), limit)).isEmpty());
}

void tst_JsonReader::bracketsInStringsAreNoDepth()
{
    JsonReader reader;
    QCOMPARE(failureOf(reader.read(R"(["[[[{{{\"[[[", ["\\"]])"_ba, 2)), QString());
    QVERIFY(failureOf(reader.read(R"(["[[[{{{\"[[[", ["\\", [1]]])"_ba, 2)).contains(u"jsonDepth"));
}

void tst_JsonReader::largestIntegersStayIntegers()
{
    JsonReader reader;
    const auto result =
        reader.read("[9223372036854775807,-9223372036854775808,18446744073709551615]"_ba, 1);
    QVERIFY(std::holds_alternative<JsonValue>(result));
    const JsonValue array = std::get<JsonValue>(result);
    QVERIFY(entryOf(array, 0).isInteger());
    QVERIFY(entryOf(array, 1).isInteger());
    QVERIFY(entryOf(array, 2).isUnsigned());
    QCOMPARE(quint64(entryOf(array, 2).toUnsigned()), std::numeric_limits<quint64>::max());
}

void tst_JsonReader::widerIntegersAreDoubles_data()
{
    QTest::addColumn<QByteArray>("spelling");
    QTest::newRow("unsigned") << "18446744073709551616"_ba;
    QTest::newRow("negative") << "-9223372036854775809"_ba;
    QTest::newRow("30 digits") << "123456789012345678901234567890"_ba;
    QTest::newRow("300 digits") << '-' + QByteArray(300, '7');
}

void tst_JsonReader::widerIntegersAreDoubles()
{
    QFETCH(const QByteArray, spelling);
    JsonReader reader;
    for (const char *const frame : {"%", "[%]", "[1, % ]", "{\"a\":%,\"b\":%}", "[[%],9,%]"}) {
        const QByteArray text = QByteArray(frame).replace('%', spelling);
        const auto result = reader.read(text, depthLimit);
        QVERIFY2(std::holds_alternative<JsonValue>(result), text.constData());
    }
    const auto result = reader.read('[' + spelling + ",7,18446744073709551615]", depthLimit);
    const JsonValue array = std::get<JsonValue>(result);
    QCOMPARE(entryOf(array, 0).toDouble(), spelling.toDouble());
    QVERIFY(entryOf(array, 0).isDouble());
    QCOMPARE(qint64(entryOf(array, 1).toInteger()), 7);
    QVERIFY(entryOf(array, 2).isUnsigned());
}

void tst_JsonReader::digitsInStringsAreUntouched()
{
    JsonReader reader;
    const auto text =
        R"({"18446744073709551616":"a \" 18446744073709551616","b":18446744073709551616})"_ba;
    const auto result = reader.read(text, depthLimit);
    QVERIFY(std::holds_alternative<JsonValue>(result));
    const auto member = std::get<JsonValue>(result).toObject().begin();
    QCOMPARE(member.key(), "18446744073709551616");
    QCOMPARE(toQJsonValue(member.value()), QJsonValue(u"a \" 18446744073709551616"_s));
}

void tst_JsonReader::spellingIsExact_data()
{
    QTest::addColumn<QByteArray>("spelling");
    for (const char *const spelling :
        {"18446744073709551617", "-9223372036854775809", "1.50", "1E5", "-0.0",
            "9223372036854775808", "1e-400", "0.1000000000000000055511151231257827"}) {
        QTest::newRow(spelling) << QByteArray(spelling);
    }
}

void tst_JsonReader::spellingIsExact()
{
    QFETCH(const QByteArray, spelling);
    JsonReader reader;
    for (const char *const frame :
        {"{\"id\":%}", " { \"id\" : % } ", "{\"id\":%\n,\"a\":{\"id\":2}}",
            "{\"a\":{\"id\":2},\"b\":[\"id\",3],\"\\u0069d\":%}", "{\"id\":1,\"id\":%,\"ID\":4}"}) {
        const QByteArray text = QByteArray(frame).replace('%', spelling);
        QCOMPARE(failureOf(reader.read(text, depthLimit)), QString());
        QCOMPARE(reader.spelling("id", 0), spelling);
        QCOMPARE(reader.spelling("none", 0), QByteArray());
    }
}

void tst_JsonReader::spellingOfEachEntryIsFound()
{
    QByteArray text = "[ 1, [{\"id\":0.5}], {}, {\"id\":2.50} ,\"x\"";
    for (int entry = 5; entry < 1000; ++entry)
        text += ",{\"a\":[{\"id\":1}],\"id\":" + QByteArray::number(entry) + ".50}";
    text += ']';
    JsonReader reader;
    QCOMPARE(failureOf(reader.read(text, depthLimit)), QString());
    for (const std::size_t entry : {0, 1, 2, 4, 1000})
        QCOMPARE(reader.spelling("id", entry), QByteArray());
    QCOMPARE(reader.spelling("id", 3), "2.50");
    for (int entry = 5; entry < 1000; ++entry)
        QCOMPARE(reader.spelling("id", std::size_t(entry)), QByteArray::number(entry) + ".50");
}

void tst_JsonReader::spellingIsOfTheLatestText()
{
    JsonReader reader;
    for (const char *const spelling : {"1.50", "2.50"}) {
        QCOMPARE(failureOf(reader.read("[{\"id\":"_ba + spelling + "}]", depthLimit)), QString());
        QCOMPARE(reader.spelling("id", 0), spelling);
    }
}

void tst_JsonReader::shrunkReaderReadsOn()
{
    const QByteArray longText =
        "[18446744073709551616," + QByteArray("1,").repeated(500'000) + "1]";
    JsonReader reader;
    QCOMPARE(failureOf(reader.read(longText, 2)), QString());
    reader.shrink();
    QCOMPARE(readByUs(reader, "[1]"), u"[1]"_s);
    QVERIFY(failureOf(reader.read("[[[1]]]"_ba, 2)).contains(u"jsonDepth"));
    reader.shrink();
    QCOMPARE(failureOf(reader.read(longText, 2)), QString());
}

QTEST_APPLESS_MAIN(tst_JsonReader)
#include "tst_jsonreader.moc"
