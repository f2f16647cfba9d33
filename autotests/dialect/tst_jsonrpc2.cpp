// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messagereader.h"
#include "text_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

#include <limits>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

using Kind = Message::Kind;
Q_DECLARE_METATYPE(Kind)

class tst_JsonRpc2 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void examplesOfTheSpecification_data();
    void examplesOfTheSpecification();
    void entriesOfBatchesAreReadOneByOne();
    void partsAreTakenOut();
    void invalidMessagesAreExplained_data();
    void invalidMessagesAreExplained();
    void invalidNotificationsHaveNoId_data();
    void invalidNotificationsHaveNoId();
    void nullParametersAreNone();
    void answerMayHaveNoResult();
    void nullBesideTheOtherDoesNotCount();
    void oddErrorIsKept();
    void lenientFormatTakesWhatIsMeant_data();
    void lenientFormatTakesWhatIsMeant();
    void lenientFormatKnowsNotificationsOfJsonRpc1();
    void lastOfEqualMembersWins();
    void unknownMembersAreIgnored();
    void idsAreEchoedAsTheyCame_data();
    void idsAreEchoedAsTheyCame();
    void oddIdsInBatchesAreEchoed();
    void idsAreValues_data();
    void idsAreValues();
    void requestsAreWritten();
    void resultsAreWritten();
    void errorsAreWritten_data();
    void errorsAreWritten();
    void answersJoinToABatch();
    void whatIsWrittenIsReadBack();

private:
    Message read(const QByteArray &text, const MessageFormat &format = jsonRpc2())
    {
        return m_reader.read(text, format);
    }

    MessageReader m_reader;
};

// Section 7 of the specification; invalid JSON is tested with the reader.
void tst_JsonRpc2::examplesOfTheSpecification_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("id");
    const auto add = [](const char *name, Kind kind, const char *id, const char *text) {
        QTest::newRow(name) << QByteArray(text) << kind << QByteArray(id);
    };
    add("positional", Kind::Request, "1",
        R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})");
    add("positional result", Kind::Result, "1", R"({"jsonrpc": "2.0", "result": 19, "id": 1})");
    add("named", Kind::Request, "3",
        R"({"jsonrpc": "2.0", "method": "subtract", )"
        R"("params": {"subtrahend": 23, "minuend": 42}, "id": 3})");
    add("notification", Kind::Notification, "absent",
        R"({"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]})");
    add("notification without parameters", Kind::Notification, "absent",
        R"({"jsonrpc": "2.0", "method": "foobar"})");
    add("request without parameters", Kind::Request, "\"1\"",
        R"({"jsonrpc": "2.0", "method": "foobar", "id": "1"})");
    add("method not found", Kind::Error, "\"1\"",
        R"({"jsonrpc": "2.0", "error": {"code": -32601, )"
        R"("message": "Method not found"}, "id": "1"})");
    add("parse error", Kind::Error, "null",
        R"({"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null})");
    add("invalid request", Kind::Invalid, "null",
        R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})");
    add("batch entry that is a number", Kind::Invalid, "null", "1");
    add("batch entry of another kind", Kind::Invalid, "null", R"({"foo": "boo"})");
    add("batch entry", Kind::Request, "\"2\"",
        R"({"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"})");
    add("list result", Kind::Result, "\"9\"",
        R"({"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"})");
}

void tst_JsonRpc2::examplesOfTheSpecification()
{
    QFETCH(const QByteArray, text);
    const Message message = read(text);
    QTEST(message.kind, "kind");
    QTEST(textOf(message.id), "id");
    QCOMPARE(message.problem != nullptr, message.kind == Kind::Invalid);
    QCOMPARE(message.isResponse, message.kind == Kind::Result || message.kind == Kind::Error);
}

void tst_JsonRpc2::entriesOfBatchesAreReadOneByOne()
{
    const QByteArray text = R"([{"jsonrpc":"2.0","method":"a","id":1.0},[],
        {"jsonrpc":"2.0","method":"b"},{"jsonrpc":"2.0","result":null,"id":2.0}])";
    const auto batch = m_reader.json().read(text, 128);
    QVERIFY(std::holds_alternative<JsonValue>(batch));
    const JsonArray entries = std::get<JsonValue>(batch).toArray();
    std::vector<Message> messages;
    for (const JsonValue entry : entries)
        messages.push_back(jsonRpc2().read(entry, m_reader.json(), messages.size()));
    QCOMPARE(messages.size(), std::size_t(4));
    QCOMPARE(messages[0].kind, Kind::Request);
    QCOMPARE(textOf(messages[0].id), "1.0");
    QCOMPARE(messages[1].kind, Kind::Invalid);
    QCOMPARE(messages[2].kind, Kind::Notification);
    QCOMPARE(messages[3].kind, Kind::Result);
    QCOMPARE(textOf(messages[3].id), "2.0");
}

void tst_JsonRpc2::partsAreTakenOut()
{
    const Message request =
        read(R"({"jsonrpc":"2.0","method":"m\u00e4","params":{"a":[1]},"id":7})");
    QCOMPARE(QByteArray(request.method.data(), qsizetype(request.method.size())), "m\xc3\xa4");
    QCOMPARE(valueOf(request.params), (QJsonObject{{u"a"_s, QJsonArray{1}}}));
    QCOMPARE(request.id.toInteger(), std::optional<qint64>(7));

    const Message result = read(R"({"jsonrpc":"2.0","result":null,"id":7})");
    QVERIFY(result.result.has_value());
    QCOMPARE(valueOf(result.result), QJsonValue(QJsonValue::Null));

    const Message error =
        read(R"({"jsonrpc":"2.0","error":{"code":-1.0,"message":"\u20ac","data":[2]},"id":7})");
    QCOMPARE(error.kind, Kind::Error);
    QCOMPARE(error.errorCode, -1);
    QCOMPARE(toText(error.errorMessage), u"\u20ac"_s);
    QCOMPARE(valueOf(error.errorData), (QJsonArray{2}));

    const Message plainError = read(R"({"jsonrpc":"2.0","error":{"code":1,"message":""},"id":7})");
    QCOMPARE(plainError.kind, Kind::Error);
    QVERIFY(!plainError.errorData.has_value());
}

void tst_JsonRpc2::invalidMessagesAreExplained_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<bool>("isResponse");
    const auto add = [](const char *name, const char *text, const char16_t *problem, const char *id,
                         bool isResponse) {
        QTest::newRow(name) << QByteArray(text) << QString::fromUtf16(problem) << QByteArray(id)
                            << isResponse;
    };
    constexpr bool request = false;
    constexpr bool response = true;
    add("string", R"("text")", u"object", "null", request);
    add("array", "[]", u"object", "null", request);
    add("no version", R"({"method":"a","id":1})", u"jsonrpc", "1", request);
    add("version 1", R"({"jsonrpc":"1.0","method":"a","id":1})", u"jsonrpc", "1", request);
    add("version as number", R"({"jsonrpc":2.0,"method":"a","id":"x"})", u"jsonrpc", "\"x\"",
        request);
    add("method as number", R"({"jsonrpc":"2.0","method":1,"id":1})", u"method", "1", request);
    add("method null", R"({"jsonrpc":"2.0","method":null,"id":1})", u"method", "1", request);
    add("parameters as text", R"({"jsonrpc":"2.0","method":"a","params":"b","id":1})", u"params",
        "1", request);
    add("method as number without id", R"({"jsonrpc":"2.0","method":1})", u"method", "null",
        request);
    add("id as boolean", R"({"jsonrpc":"2.0","method":"a","id":true})", u"id", "null", request);
    add("id as array", R"({"jsonrpc":"2.0","method":"a","id":[1]})", u"id", "null", request);
    add("id as object", R"({"jsonrpc":"2.0","method":"a","id":{}})", u"id", "null", request);
    add("parameters alone", R"({"jsonrpc":"2.0","params":[],"id":1.50})", u"method", "1.50",
        request);
    add("result without version", R"({"result":1,"id":1})", u"jsonrpc", "1", response);
    add("result without id", R"({"jsonrpc":"2.0","result":1})", u"id", "null", response);
    add("result with odd id", R"({"jsonrpc":"2.0","result":1,"id":[]})", u"id", "null", response);
    add("result and error",
        R"({"jsonrpc":"2.0","result":1,"error":{"code":1,"message":""},"id":1})", u"exclude", "1",
        response);
    add("error as text", R"({"jsonrpc":"2.0","error":"a","id":1})", u"error", "1", response);
    add("error null", R"({"jsonrpc":"2.0","error":null,"id":1})", u"error", "1", response);
    add("no code", R"({"jsonrpc":"2.0","error":{"message":""},"id":1})", u"code", "1", response);
    add("fractional code", R"({"jsonrpc":"2.0","error":{"code":1.5,"message":""},"id":1})", u"code",
        "1", response);
    add("huge code", R"({"jsonrpc":"2.0","error":{"code":2147483648,"message":""},"id":1})",
        u"code", "1", response);
    add("code as text", R"({"jsonrpc":"2.0","error":{"code":"1","message":""},"id":1})", u"code",
        "1", response);
    add("no message", R"({"jsonrpc":"2.0","error":{"code":1},"id":1})", u"message", "1", response);
    add("message null", R"({"jsonrpc":"2.0","error":{"code":1,"message":null},"id":1})", u"message",
        "1", response);
}

void tst_JsonRpc2::invalidMessagesAreExplained()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, problem);
    const Message message = read(text);
    QCOMPARE(message.kind, Kind::Invalid);
    QVERIFY2(QString::fromUtf8(message.problem).contains(problem), message.problem);
    QTEST(textOf(message.id), "id");
    QVERIFY(!message.id.isAbsent());
    QTEST(message.isResponse, "isResponse");
}

void tst_JsonRpc2::invalidNotificationsHaveNoId_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("no version") << R"({"method":"a"})"_ba;
    QTest::newRow("version 1") << R"({"jsonrpc":"1.0","method":"a"})"_ba;
    QTest::newRow("parameters as text") << R"({"jsonrpc":"2.0","method":"a","params":"b"})"_ba;
}

void tst_JsonRpc2::invalidNotificationsHaveNoId()
{
    QFETCH(const QByteArray, text);
    const Message message = read(text);
    QCOMPARE(message.kind, Kind::Invalid);
    QVERIFY(message.id.isAbsent());
    QCOMPARE(message.method, std::string_view("a"));
    QVERIFY(!message.isResponse);
}

void tst_JsonRpc2::nullParametersAreNone()
{
    for (const bool hasId : {false, true}) {
        const Message message = read(
            R"({"jsonrpc":"2.0","method":"a","params":null)"_ba + (hasId ? R"(,"id":1})" : "}"));
        QCOMPARE(message.kind, hasId ? Kind::Request : Kind::Notification);
        QVERIFY(!message.params);
    }
}

void tst_JsonRpc2::answerMayHaveNoResult()
{
    const Message message = read(R"({"jsonrpc":"2.0","id":1})");
    QCOMPARE(message.kind, Kind::Result);
    QVERIFY(!message.result);
    QCOMPARE(valueOf(read(R"({"jsonrpc":"2.0","id":1})", jsonRpc2().lenient()).result),
        QJsonValue(QJsonValue::Null));
}

void tst_JsonRpc2::nullBesideTheOtherDoesNotCount()
{
    const Message result = read(R"({"jsonrpc":"2.0","result":5,"error":null,"id":1})");
    QCOMPARE(result.kind, Kind::Result);
    QCOMPARE(valueOf(result.result), QJsonValue(5));
    const Message error =
        read(R"({"jsonrpc":"2.0","result":null,"error":{"code":5,"message":"a"},"id":1})");
    QCOMPARE(error.kind, Kind::Error);
    QCOMPARE(error.errorCode, 5);
}

void tst_JsonRpc2::oddErrorIsKept()
{
    const Message message = read(R"({"jsonrpc":"2.0","error":"no token","id":1})");
    QCOMPARE(message.kind, Kind::Invalid);
    QCOMPARE(valueOf(message.errorValue), QJsonValue(u"no token"_s));
}

void tst_JsonRpc2::lenientFormatTakesWhatIsMeant_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::newRow("request without version") << R"({"method":"a","id":1})"_ba << Kind::Request;
    QTest::newRow("notification of version 1")
        << R"({"jsonrpc":"1.0","method":"a"})"_ba << Kind::Notification;
    QTest::newRow("result without version") << R"({"result":1,"id":1})"_ba << Kind::Result;
    QTest::newRow("error null") << R"({"id":1,"error":null})"_ba << Kind::Result;
    QTest::newRow("error as text") << R"({"error":"a","id":1})"_ba << Kind::Error;
    QTest::newRow("code as text") << R"({"error":{"code":"a","message":"b"},"id":1})"_ba
                                  << Kind::Error;
    QTest::newRow("parameters as text")
        << R"({"method":"a","params":"b","id":1})"_ba << Kind::Invalid;
    QTest::newRow("result and error")
        << R"({"result":1,"error":{"code":1,"message":""},"id":1})"_ba << Kind::Invalid;
}

void tst_JsonRpc2::lenientFormatTakesWhatIsMeant()
{
    QFETCH(const QByteArray, text);
    QTEST(read(text, jsonRpc2().lenient()).kind, "kind");
    QCOMPARE(read(text).kind, Kind::Invalid);
}

void tst_JsonRpc2::lenientFormatKnowsNotificationsOfJsonRpc1()
{
    const QByteArray text = R"({"method":"a","params":[1],"id":null})";
    const Message message = read(text, jsonRpc2().lenient());
    QCOMPARE(message.kind, Kind::Notification);
    QVERIFY(message.id.isAbsent());
    QCOMPARE(read(R"({"jsonrpc":"2.0","method":"a","id":null})", jsonRpc2().lenient()).kind,
        Kind::Request);
}

void tst_JsonRpc2::lastOfEqualMembersWins()
{
    const Message request = read(R"({"jsonrpc":"1.0","method":1,"id":[],"params":0,
        "jsonrpc":"2.0","method":"a","id":2.50,"params":[]})");
    QCOMPARE(request.kind, Kind::Request);
    QCOMPARE(textOf(request.id), "2.50");

    const Message error = read(R"({"jsonrpc":"2.0","id":1,
        "error":{"code":"","message":0,"data":1,"code":5,"message":"b","data":2}})");
    QCOMPARE(error.errorCode, 5);
    QCOMPARE(toText(error.errorMessage), u"b"_s);
    QCOMPARE(valueOf(error.errorData), QJsonValue(2));
    QCOMPARE(read(R"({"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"a","message":0}})").kind,
        Kind::Invalid);
}

void tst_JsonRpc2::unknownMembersAreIgnored()
{
    const Message message = read(
        R"({"Jsonrpc":1,"jsonrpc":"2.0","ID":[],"method":"a","result":1,"":0,"meta":{"id":3}})");
    QCOMPARE(message.kind, Kind::Notification);
    QVERIFY(!message.isResponse);
}

void tst_JsonRpc2::idsAreEchoedAsTheyCame_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<MessageId::Kind>("kind");
    const auto add = [](const char *id, MessageId::Kind kind) {
        QTest::newRow(id) << QByteArray(id) << kind;
    };
    add("null", MessageId::Kind::Null);
    add("0", MessageId::Kind::Integer);
    add("-1", MessageId::Kind::Integer);
    add("9223372036854775807", MessageId::Kind::Integer);
    add("-9223372036854775808", MessageId::Kind::Integer);
    add("9223372036854775808", MessageId::Kind::Spelling);
    add("18446744073709551617", MessageId::Kind::Spelling);
    add("-9223372036854775809", MessageId::Kind::Spelling);
    add("1.50", MessageId::Kind::Spelling);
    add("1.0", MessageId::Kind::Spelling);
    add("1E+2", MessageId::Kind::Spelling);
    add("-0.0", MessageId::Kind::Spelling);
    add("\"\"", MessageId::Kind::Text);
    add("\"1\"", MessageId::Kind::Text);
    add("\"a \\\"\\\\\\n\\u0000 \xe2\x82\xac\"", MessageId::Kind::Text);
}

void tst_JsonRpc2::idsAreEchoedAsTheyCame()
{
    QFETCH(const QByteArray, id);
    const Message request = read(R"({"jsonrpc":"2.0","method":"a","id":)" + id + " }");
    QCOMPARE(request.kind, Kind::Request);
    QTEST(request.id.kind(), "kind");
    JsonWriter writer;
    jsonRpc2().beginResult(writer, request.id);
    writer.writeNull();
    jsonRpc2().endResult(writer, request.id, {});
    QCOMPARE(textOf(writer), R"({"jsonrpc":"2.0","result":null,"id":)" + id + '}');
}

void tst_JsonRpc2::oddIdsInBatchesAreEchoed()
{
    QByteArray text = "[0";
    for (int entry = 1; entry < 100; ++entry)
        text += R"(,{"jsonrpc":"2.0","method":"a","id":)" + QByteArray::number(entry) + ".250}";
    text += ']';
    const auto batch = m_reader.json().read(text, 128);
    QVERIFY(std::holds_alternative<JsonValue>(batch));
    const JsonArray entries = std::get<JsonValue>(batch).toArray();
    std::size_t index = 0;
    for (const JsonValue entry : entries) {
        const Message message = jsonRpc2().read(entry, m_reader.json(), index);
        if (index > 0)
            QCOMPARE(textOf(message.id), QByteArray::number(qulonglong(index)) + ".250");
        ++index;
    }
    QCOMPARE(index, std::size_t(100));
}

void tst_JsonRpc2::idsAreValues_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QVariant>("variant");
    QTest::addColumn<bool>("isInteger");
    QTest::newRow("null") << "null"_ba << QVariant::fromValue(nullptr) << false;
    QTest::newRow("integer") << "-5"_ba << QVariant(-5LL) << true;
    QTest::newRow("text") << "\"5\""_ba << QVariant(u"5"_s) << false;
    QTest::newRow("unsigned") << "18446744073709551615"_ba
                              << QVariant(std::numeric_limits<quint64>::max()) << false;
    QTest::newRow("fraction") << "1.50"_ba << QVariant(1.5) << false;
    QTest::newRow("integral") << "5.0"_ba << QVariant(5.0) << true;
    QTest::newRow("no longer exact") << "1e300"_ba << QVariant(1e300) << false;
}

void tst_JsonRpc2::idsAreValues()
{
    QFETCH(const QByteArray, id);
    QFETCH(const QVariant, variant);
    const Message message = read(R"({"jsonrpc":"2.0","result":0,"id":)" + id + '}');
    QCOMPARE(message.id.toVariant(), variant);
    QCOMPARE(message.id.toVariant().typeId(), variant.typeId());
    QTEST(message.id.toInteger().has_value(), "isInteger");
    if (message.id.toInteger())
        QCOMPARE(*message.id.toInteger(), variant.toLongLong());
    QVERIFY(!MessageId().toVariant().isValid());
}

void tst_JsonRpc2::requestsAreWritten()
{
    JsonWriter writer;
    jsonRpc2().beginRequest(writer, "add", true);
    writer.beginArray();
    writer.writeInteger(qint64(1));
    writer.writeInteger(qint64(2));
    writer.endArray();
    jsonRpc2().endRequest(writer, 1);
    QCOMPARE(textOf(writer), R"({"jsonrpc":"2.0","method":"add","params":[1,2],"id":1})");

    writer.clear();
    jsonRpc2().beginRequest(writer, u"st\u00e4rt \"now\"", false);
    jsonRpc2().endNotification(writer);
    QCOMPARE(textOf(writer), "{\"jsonrpc\":\"2.0\",\"method\":\"st\xc3\xa4rt \\\"now\\\"\"}");

    writer.clear();
    jsonRpc2().beginRequest(writer, "bump", false);
    jsonRpc2().endRequest(writer, -1);
    QCOMPARE(textOf(writer), R"({"jsonrpc":"2.0","method":"bump","id":-1})");
}

void tst_JsonRpc2::resultsAreWritten()
{
    JsonWriter writer;
    const auto id = MessageId::text("x"_ba);
    jsonRpc2().beginResult(writer, id);
    writer.beginObject();
    writer.key("a");
    writer.writeDouble(1);
    writer.endObject();
    jsonRpc2().endResult(writer, id, "double");
    QCOMPARE(textOf(writer), R"({"jsonrpc":"2.0","result":{"a":1.0},"id":"x"})");
}

void tst_JsonRpc2::errorsAreWritten_data()
{
    QTest::addColumn<QJsonValue>("data");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("no data") << QJsonValue(QJsonValue::Undefined) << ""_ba;
    QTest::newRow("null") << QJsonValue() << ",\"data\":null"_ba;
    QTest::newRow("object") << QJsonValue(QJsonObject{{u"a"_s, 1}}) << ",\"data\":{\"a\":1}"_ba;
}

void tst_JsonRpc2::errorsAreWritten()
{
    QFETCH(const QJsonValue, data);
    QFETCH(const QByteArray, json);
    const Error error(-32000, u"\"no\""_s, data);
    JsonWriter writer;
    jsonRpc2().writeError(writer, MessageId::null(), error);
    QCOMPARE(textOf(writer),
        R"({"jsonrpc":"2.0","error":{"code":-32000,"message":"\"no\"")" + json + R"(},"id":null})");
}

void tst_JsonRpc2::answersJoinToABatch()
{
    JsonWriter writer;
    writer.beginArray();
    jsonRpc2().beginResult(writer, MessageId::integer(1));
    writer.writeNull();
    jsonRpc2().endResult(writer, MessageId::integer(1), {});
    jsonRpc2().writeError(writer, MessageId::integer(2), Error(1, u"a"_s));
    jsonRpc2().beginRequest(writer, "b", false);
    jsonRpc2().endRequest(writer, 3);
    writer.endArray();
    QCOMPARE(textOf(writer),
        R"([{"jsonrpc":"2.0","result":null,"id":1},)"
        R"({"jsonrpc":"2.0","error":{"code":1,"message":"a"},"id":2},)"
        R"({"jsonrpc":"2.0","method":"b","id":3}])");
}

void tst_JsonRpc2::whatIsWrittenIsReadBack()
{
    const Error error(std::numeric_limits<int>::min(), u"\u20ac\n"_s, QJsonArray{1, u"x"_s});
    JsonWriter writer;
    jsonRpc2().writeError(writer, MessageId::spelling("1.50"_ba), error);
    const Message message = read(textOf(writer));
    QCOMPARE(message.kind, Kind::Error);
    QCOMPARE(message.errorCode, error.code());
    QCOMPARE(toText(message.errorMessage), error.message());
    QCOMPARE(valueOf(message.errorData), error.data());
    QCOMPARE(message.id, MessageId::spelling("1.50"_ba));
}

QTEST_APPLESS_MAIN(tst_JsonRpc2)
#include "tst_jsonrpc2.moc"
