// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "messagereader.h"
#include "pythontypes_p.h"
#include "text_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

using Kind = Message::Kind;
Q_DECLARE_METATYPE(Kind)

class tst_FastApi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void messagesOfTheOriginalAreRead_data();
    void messagesOfTheOriginalAreRead();
    void partsAreTakenOut();
    void invalidMessagesAreExplained_data();
    void invalidMessagesAreExplained();
    void lastOfEqualMembersWins();
    void callIdsAreEchoedAsTheyCame_data();
    void callIdsAreEchoedAsTheyCame();
    void onlyOurOwnCallIdsAreNumbers_data();
    void onlyOurOwnCallIdsAreNumbers();
    void requestsAreWritten();
    void resultsAreWritten();
    void errorsAreWrittenAsNoneWithAnExtension();
    void whatIsWrittenIsReadBack();
    void typesHaveTheirPythonNames_data();
    void typesHaveTheirPythonNames();
    void formatIsTold_data();
    void formatIsTold();

private:
    Message read(const QByteArray &text) { return m_reader.read(text, fastApi()); }

    MessageReader m_reader;
};

void tst_FastApi::messagesOfTheOriginalAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<QByteArray>("id");
    const auto add = [](const char *name, Kind kind, const char *id, const char *text) {
        QTest::newRow(name) << QByteArray(text) << kind << QByteArray(id);
    };
    add("request", Kind::Request, "\"5f\"",
        R"({"request":{"method":"add","arguments":{"a":1,"b":2},"call_id":"5f"},"response":null})");
    add("request alone", Kind::Request, "\"1\"",
        R"({"request":{"method":"add","arguments":{},"call_id":"1"}})");
    add("arguments null", Kind::Request, "\"1\"",
        R"({"request":{"method":"add","arguments":null,"call_id":"1"},"response":null})");
    add("no arguments", Kind::Request, "\"1\"", R"({"request":{"method":"add","call_id":"1"}})");
    add("call_id null", Kind::Notification, "absent",
        R"({"request":{"method":"add","arguments":{},"call_id":null},"response":null})");
    add("no call_id", Kind::Notification, "absent", R"({"request":{"method":"add"}})");
    add("result", Kind::Result, "7",
        R"({"request":null,"response":{"result":3,"result_type":"int","call_id":"7"}})");
    add("result null", Kind::Result, "7",
        R"({"request":null,"response":{"result":null,"result_type":null,"call_id":"7"}})");
    add("result without a type", Kind::Result, "7", R"({"response":{"result":3,"call_id":"7"}})");
    add("result without call_id", Kind::Result, "null",
        R"({"response":{"result":3,"result_type":"int"}})");
    add("error null", Kind::Result, "7",
        R"({"response":{"result":3,"result_type":"int","call_id":"7","error":null}})");
    add("error", Kind::Error, "7",
        R"({"request":null,"response":{"result":null,"result_type":null,"call_id":"7",)"
        R"("error":{"code":1,"message":"a"}}})");
}

void tst_FastApi::messagesOfTheOriginalAreRead()
{
    QFETCH(const QByteArray, text);
    const Message message = read(text);
    QVERIFY2(!message.problem, message.problem);
    QTEST(message.kind, "kind");
    QTEST(textOf(message.id), "id");
    QCOMPARE(message.isResponse, message.kind == Kind::Result || message.kind == Kind::Error);
}

void tst_FastApi::partsAreTakenOut()
{
    const Message request =
        read(R"({"request":{"method":"m\u00e4","arguments":{"a":[1]},"call_id":"x"}})");
    QCOMPARE(QByteArray(request.method.data(), qsizetype(request.method.size())), "m\xc3\xa4");
    QCOMPARE(valueOf(request.params), (QJsonObject{{u"a"_s, QJsonArray{1}}}));

    const Message result =
        read(R"({"response":{"result":{"pid":1},"result_type":"ProcessDetails","call_id":"2"}})");
    QCOMPARE(valueOf(result.result), (QJsonObject{{u"pid"_s, 1}}));
    QCOMPARE(result.id.toInteger(), std::optional<qint64>(2));

    const Message error = read(R"({"response":{"result":null,"result_type":null,"call_id":"2",
        "error":{"code":-1.0,"message":"\u20ac","data":[2]}}})");
    QCOMPARE(error.errorCode, -1);
    QCOMPARE(toText(error.errorMessage), u"\u20ac"_s);
    QCOMPARE(valueOf(error.errorData), (QJsonArray{2}));
}

void tst_FastApi::invalidMessagesAreExplained_data()
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
    add("nothing", "{}", u"missing", "null", request);
    add("both null", R"({"request":null,"response":null})", u"missing", "null", request);
    add("both", R"({"request":{"method":"a"},"response":{"result":1}})", u"exclude", "null",
        request);
    add("request as text", R"({"request":"a"})", u"request", "null", request);
    add("no method", R"({"request":{"call_id":"1"}})", u"method", "\"1\"", request);
    add("method null", R"({"request":{"method":null,"call_id":"1"}})", u"method", "\"1\"", request);
    add("method as number", R"({"request":{"method":1,"call_id":"1"}})", u"method", "\"1\"",
        request);
    add("arguments as array", R"({"request":{"method":"a","arguments":[1],"call_id":"1"}})",
        u"arguments", "\"1\"", request);
    add("call_id as object", R"({"request":{"method":"a","call_id":{}}})", u"call_id", "null",
        request);
    add("response as array", R"({"response":[]})", u"response", "null", response);
    add("no result", R"({"response":{"result_type":"int","call_id":"1"}})", u"result", "1",
        response);
    add("call_id as array", R"({"response":{"result":1,"call_id":[]}})", u"call_id", "null",
        response);
    add("error as text", R"({"response":{"result":null,"call_id":"1","error":"a"}})", u"error", "1",
        response);
    add("error without code", R"({"response":{"call_id":"1","error":{"message":"a"}}})", u"code",
        "1", response);
}

void tst_FastApi::invalidMessagesAreExplained()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, problem);
    const Message message = read(text);
    QCOMPARE(message.kind, Kind::Invalid);
    QVERIFY2(QString::fromUtf8(message.problem).contains(problem), message.problem);
    QTEST(textOf(message.id), "id");
    QTEST(message.isResponse, "isResponse");
}

void tst_FastApi::lastOfEqualMembersWins()
{
    const Message request = read(R"({"request":1,"response":{},"response":null,
        "request":{"method":1,"call_id":1,"method":"a","call_id":"b"}})");
    QCOMPARE(request.kind, Kind::Request);
    QCOMPARE(textOf(request.id), "\"b\"");

    const Message result = read(R"({"response":{"result":1,"call_id":"1","result":2}})");
    QCOMPARE(valueOf(result.result), QJsonValue(2));
}

void tst_FastApi::callIdsAreEchoedAsTheyCame_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char *id : {R"("1f0c")", R"("17")", R"("017")", R"("")",
             "\"a \\\"\\\\\\n\\u0000 \xe2\x82\xac\"", "17", "-1", "18446744073709551615"})
        QTest::newRow(id) << QByteArray(id);
}

void tst_FastApi::callIdsAreEchoedAsTheyCame()
{
    QFETCH(const QByteArray, id);
    const Message request = read(R"({"request":{"method":"a","call_id":)" + id + "}}");
    QCOMPARE(request.kind, Kind::Request);
    JsonWriter writer;
    fastApi().beginResult(writer, request.id);
    writer.writeNull();
    fastApi().endResult(writer, request.id, {});
    QCOMPARE(textOf(writer),
        R"({"request":null,"response":{"result":null,"result_type":"NoneType","call_id":)" + id
            + "}}");
}

void tst_FastApi::onlyOurOwnCallIdsAreNumbers_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<std::optional<qint64>>("number");
    const auto add = [](const char *id, std::optional<qint64> number) {
        QTest::newRow(id) << QByteArray(id) << number;
    };
    add(R"("1")", 1);
    add(R"("9223372036854775807")", std::numeric_limits<qint64>::max());
    add("12", 12);
    for (const char *other : {R"("")", R"("0")", R"("01")", R"("+1")", R"("-1")", R"(" 1")",
             R"("1 ")", R"("1.0")", R"("0x1")", R"("9223372036854775808")", R"("f")", "null"})
        add(other, {});
}

void tst_FastApi::onlyOurOwnCallIdsAreNumbers()
{
    QFETCH(const QByteArray, id);
    const Message result = read(R"({"response":{"result":1,"call_id":)" + id + "}}");
    QCOMPARE(result.kind, Kind::Result);
    QTEST(result.id.toInteger(), "number");
}

void tst_FastApi::requestsAreWritten()
{
    JsonWriter writer;
    fastApi().beginRequest(writer, "add", true);
    writer.beginObject();
    writer.key("a");
    writer.writeInteger(qint64(1));
    writer.endObject();
    fastApi().endRequest(writer, 12);
    QCOMPARE(textOf(writer),
        R"({"request":{"method":"add","arguments":{"a":1},"call_id":"12"},"response":null})");

    writer.clear();
    fastApi().beginRequest(writer, u"st\u00e4rt", false);
    fastApi().endNotification(writer);
    QCOMPARE(textOf(writer),
        "{\"request\":{\"method\":\"st\xc3\xa4rt\",\"arguments\":{},\"call_id\":null},"
        "\"response\":null}");
}

void tst_FastApi::resultsAreWritten()
{
    JsonWriter writer;
    const auto id = MessageId::text("x"_ba);
    fastApi().beginResult(writer, id);
    writer.writeDouble(1);
    fastApi().endResult(writer, id, "double");
    QCOMPARE(textOf(writer),
        R"({"request":null,"response":{"result":1.0,"result_type":"float","call_id":"x"}})");
}

void tst_FastApi::errorsAreWrittenAsNoneWithAnExtension()
{
    JsonWriter writer;
    fastApi().writeError(writer, MessageId::text("x"_ba), Error(1, u"\"no\""_s, QJsonArray{2}));
    QCOMPARE(textOf(writer),
        R"({"request":null,"response":{"result":null,"result_type":null,"call_id":"x",)"
        R"("error":{"code":1,"message":"\"no\"","data":[2]}}})");
}

void tst_FastApi::whatIsWrittenIsReadBack()
{
    JsonWriter writer;
    fastApi().beginRequest(writer, "a", false);
    fastApi().endRequest(writer, 17);
    const Message request = read(textOf(writer));
    QCOMPARE(request.kind, Kind::Request);

    const Error error(std::numeric_limits<int>::min(), u"\u20ac\n"_s, QJsonArray{1, u"x"_s});
    writer.clear();
    fastApi().writeError(writer, request.id, error);
    const Message answer = read(textOf(writer));
    QCOMPARE(answer.kind, Kind::Error);
    QCOMPARE(answer.errorCode, error.code());
    QCOMPARE(toText(answer.errorMessage), error.message());
    QCOMPARE(valueOf(answer.errorData), error.data());
    QCOMPARE(answer.id.toInteger(), std::optional<qint64>(17));
}

void tst_FastApi::typesHaveTheirPythonNames_data()
{
    QTest::addColumn<QMetaType>("type");
    QTest::addColumn<QByteArray>("name");
    const auto add = [](QMetaType type, const char *name) {
        QTest::newRow(type.name()) << type << QByteArray(name);
    };
    add(QMetaType::fromType<void>(), "NoneType");
    add(QMetaType::fromType<bool>(), "bool");
    add(QMetaType::fromType<int>(), "int");
    add(QMetaType::fromType<quint8>(), "int");
    add(QMetaType::fromType<qint8>(), "int");
    add(QMetaType::fromType<qint64>(), "int");
    add(QMetaType::fromType<quint64>(), "int");
    add(QMetaType::fromType<long>(), "int");
    add(QMetaType::fromType<float>(), "float");
    add(QMetaType::fromType<double>(), "float");
    add(QMetaType::fromType<QString>(), "str");
    add(QMetaType::fromType<QUrl>(), "str");
    add(QMetaType::fromType<QStringList>(), "list");
    add(QMetaType::fromType<QList<int>>(), "list");
    add(QMetaType::fromType<std::vector<QString>>(), "list");
    add(QMetaType::fromType<QVariantMap>(), "dict");
    add(QMetaType::fromType<QJsonObject>(), "dict");
    add(QMetaType::fromType<QHash<QString, QList<int>>>(), "dict");
    add(QMetaType::fromType<std::map<QString, int>>(), "dict");
    add(QMetaType::fromType<std::optional<int>>(), "Optional");
    add(QMetaType::fromType<QVariant>(), "Any");
    add(QMetaType::fromType<QJsonValue>(), "Any");
    add(QMetaType::fromType<Error>(), "Error"); // a gadget in a namespace
}

void tst_FastApi::typesHaveTheirPythonNames()
{
    QFETCH(const QMetaType, type);
    QTEST(pythonTypeName(type.name()).toByteArray(), "name");
}

void tst_FastApi::formatIsTold_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("format");
    QTest::newRow("request") << R"({"request":{},"response":null})"_ba
                             << "fastapi"_ba;
    QTest::newRow("response") << R"({"response":{}})"_ba
                              << "fastapi"_ba;
    QTest::newRow("version") << R"({"method":"a","request":1,"jsonrpc":"2.0"})"_ba
                             << "jsonrpc"_ba;
    QTest::newRow("batch") << R"([{"request":1}])"_ba
                           << "jsonrpc"_ba;
    QTest::newRow("empty") << "{}"_ba
                           << "neither"_ba;
    QTest::newRow("number") << "1"_ba
                            << "neither"_ba;
    QTest::newRow("something else") << R"({"method":"a"})"_ba
                                    << "neither"_ba;
}

void tst_FastApi::formatIsTold()
{
    QFETCH(const QByteArray, text);
    const MessageFormat *format = formatOf(m_reader.parse(text));
    QTEST(format == &fastApi()      ? "fastapi"_ba
            : format == &jsonRpc2() ? "jsonrpc"_ba
                                    : "neither"_ba,
        "format");
}

QTEST_APPLESS_MAIN(tst_FastApi)
#include "tst_fastapi.moc"
