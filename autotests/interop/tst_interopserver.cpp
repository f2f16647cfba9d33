// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interoptypes.h"
#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/progress.h>
#include <websocketrpc/stream.h>
#include <websocketrpc/utilitymethods.h>

#include <QJsonDocument>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <memory>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

const QString serverProgram = QStringLiteral(INTEROP_SERVER);

QJsonArray jsonArray(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).array();
}

QJsonObject namedArguments(const QStringList &names, const QJsonArray &values)
{
    QJsonObject arguments;
    for (qsizetype i = 0; i < names.size(); ++i)
        arguments.insert(names[i], values[i]);
    return arguments;
}

// The methods that the server calls back.
class Answering : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString shout(const QString &text) { return text.toUpper(); }
    Q_INVOKABLE void fail() { throw Error(77, u"not today"_s); }
    Q_INVOKABLE void wake_up(const QString &message, const QString &name)
    {
        Q_EMIT wokenUp(message, name);
    }

Q_SIGNALS:
    void wokenUp(const QString &message, const QString &name);
};

} // namespace

class InteropServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void methodAnswersBothWireForms_data();
    void methodAnswersBothWireForms();
    void wideIntegersAreExact();
    void gadgetsArriveAsGadgets();
    void failureIsReported_data();
    void failureIsReported();
    void processDetailsAreTheServers();
    void callerIsKnown();
    void bumpsAreCounted();
    void slowCallsOverlap();
    void serverCallsItsCallerWhileItWaits();
    void failureOfTheCallerTravelsBack();
    void responseIsFetchedLater();
    void wakeUpCallComes();
    void countingTellsItsProgress();
    void countingStopsWhenNobodyWaits_data();
    void countingStopsWhenNobodyWaits();
    void numbersAreMadeAsTheyAreRead();
    void slowNumbersComeOneByOne();
    void failingNumbersEndWithTheirError();
    void streamIsSummed();
    void blobCounts();
    void hiddenMembersAreUnreachable_data();
    void hiddenMembersAreUnreachable();
    void terminationDrainsAndSucceeds();

private:
    QJsonValue valueOf(const QString &method, const Arguments &arguments = {});
    Error failureOf(const QString &method, const Arguments &arguments = {});

    ServerProcess m_server;
    Answering m_answering;
    std::unique_ptr<Client> m_client;
};

void InteropServerTest::initTestCase()
{
    Interop::registerTypes();
    m_client = std::make_unique<Client>(m_server.url());
    m_client->setReconnectPolicy(ReconnectPolicy::never());
    m_client->expose(&m_answering);
    m_client->open();
}

void InteropServerTest::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void InteropServerTest::cleanupTestCase()
{
    m_client.reset();
    m_server.terminate();
    QVERIFY(m_server.waitForFinished());
    QCOMPARE(m_server.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_server.exitCode(), 0);
}

QJsonValue InteropServerTest::valueOf(const QString &method, const Arguments &arguments)
{
    return waitFor(m_client->call<QJsonValue>(method, arguments));
}

Error InteropServerTest::failureOf(const QString &method, const Arguments &arguments)
{
    return errorOf(m_client->call<QJsonValue>(method, arguments));
}

static void addMethodRow(const char *name, const char *method, const char *argumentNames,
    const char *arguments, const char *result)
{
    QTest::newRow(name) << QString::fromLatin1(method)
                        << QString::fromLatin1(argumentNames).split(u' ', Qt::SkipEmptyParts)
                        << QByteArray(arguments) << QByteArray(result);
}

static void addValueRow(const char *method, const char *value)
{
    const QByteArray list = '[' + QByteArray(value) + ']';
    addMethodRow(method, method, "value", list, list);
}

void InteropServerTest::methodAnswersBothWireForms_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<QByteArray>("result");

    addMethodRow(
        "echo", "echo", "text", R"(["h\u00e9 \ud83d\ude00"])", R"(["h\u00e9 \ud83d\ude00"])");
    addValueRow("echo_value", R"({"a": [1, null, "x", {"b": true}], "c": 1.5})");
    addMethodRow("add", "add", "a b", "[1, 2]", "[3]");
    addMethodRow("multiply", "multiply", "a b", "[1.5, 4]", "[6]");
    addMethodRow("concat", "concat", "a b", R"(["hello", " world"])", R"(["hello world"])");
    addMethodRow("concat without arguments", "concat", "", "[]", R"([""])");
    addMethodRow("divide", "divide", "a b", "[1, 4]", "[0.25]");
    addMethodRow("slow_echo", "slow_echo", "text delay", R"(["late", 0.01])", R"(["late"])");
    addMethodRow("defaults", "defaults", "a b c", R"([1, 2, "z"])", R"(["1-2-z"])");
    addMethodRow("defaults left out", "defaults", "a", "[1]", R"(["1-10-x"])");
    addMethodRow("many", "many", "a b c d e f g h i j k l", "[1,2,3,4,5,6,7,8,9,10,11,12]", "[78]");
    addMethodRow("overloaded int", "overloaded", "value", "[5]", R"(["int:5"])");
    addMethodRow("overloaded double", "overloaded", "value", "[5.5]", R"(["double:5.5"])");
    addMethodRow("overloaded string", "overloaded", "value", R"(["5"])", R"(["string:5"])");
    addMethodRow("overloaded list", "overloaded", "value", "[[5, 6]]", R"(["list:5,6"])");
    addValueRow("round_trip_int64", "-12");
    addValueRow("round_trip_uint64", "12");
    addValueRow("round_trip_float", "1.5");
    addValueRow("round_trip_bool", "true");
    addValueRow("round_trip_datetime", R"("2026-07-01T12:00:00.250+02:00")");
    addValueRow("round_trip_bytes", R"("aGVsbG8=")");
    addValueRow("round_trip_uuid", R"("6ba7b810-9dad-11d1-80b4-00c04fd430c8")");
    addValueRow("round_trip_url", R"("https://example.org/a%20b?c=d#e")");
    addValueRow("round_trip_color", R"("Green")");
    addValueRow("round_trip_flags", R"("A|C")");
    addValueRow("round_trip_point", R"({"x": 1, "y": -2})");
    addValueRow("round_trip_shape", R"({"name": "s", "points": [{"x": 1, "y": 2}, {"x": 3, "y": 4}],
                                        "color": "Blue", "tags": {"area": 1.5}})");
    addValueRow("round_trip_ints", "[1, -2, 3]");
    addValueRow("round_trip_map", R"({"one": 1.5, "two": -2})");
    addValueRow("round_trip_points", R"([{"x": 1, "y": 2}])");
    addValueRow("round_trip_optional", "null");
}

void InteropServerTest::methodAnswersBothWireForms()
{
    QFETCH(const QString, method);
    QFETCH(const QStringList, names);
    QFETCH(const QByteArray, arguments);
    QFETCH(const QByteArray, result);

    const QJsonArray values = jsonArray(arguments);
    const QJsonValue expected = jsonArray(result).first();
    QCOMPARE(values.size(), names.size());
    QCOMPARE(valueOf(method, values), expected);
    QCOMPARE(valueOf(method, namedArguments(names, values)), expected);
}

void InteropServerTest::wideIntegersAreExact()
{
    constexpr qint64 least = std::numeric_limits<qint64>::min();
    constexpr quint64 greatest = std::numeric_limits<quint64>::max();
    QCOMPARE(waitFor(m_client->call<qint64>("round_trip_int64", least)), least);
    QCOMPARE(waitFor(m_client->call<quint64>("round_trip_uint64", greatest)), greatest);
}

void InteropServerTest::gadgetsArriveAsGadgets()
{
    const Interop::Shape shape = {
        u"s"_s, {{1, 2}, {3, 4}}, Interop::Color::Blue, {{u"area"_s, 1.5}}};
    QCOMPARE(waitFor(m_client->call<Interop::Shape>("round_trip_shape", shape)), shape);
    const Interop::Letters letters = Interop::A | Interop::B;
    QCOMPARE(waitFor(m_client->call<Interop::Letters>("round_trip_flags", letters)), letters);
}

void InteropServerTest::failureIsReported_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("code");

    QTest::newRow("unknown method") << u"nothing"_s << QByteArray("[]") << -32601;
    QTest::newRow("too few arguments") << u"add"_s << QByteArray("[1]") << -32602;
    QTest::newRow("too many arguments") << u"add"_s << QByteArray("[1, 2, 3]") << -32602;
    QTest::newRow("wrong type") << u"add"_s << QByteArray(R"([1, "2"])") << -32602;
    QTest::newRow("out of range") << u"add"_s << QByteArray("[1, 2147483648]") << -32602;
    QTest::newRow("overflow") << u"add"_s << QByteArray("[2147483647, 1]") << 2;
    QTest::newRow("impossible delay") << u"slow_echo"_s << QByteArray(R"(["x", -1])") << -32602;
    QTest::newRow("unknown color") << u"round_trip_color"_s << QByteArray(R"(["Pink"])") << -32602;
    QTest::newRow("unknown call id")
        << u"get_response"_s << QByteArray(R"(["none"])") << int(Error::InvalidParams);
}

void InteropServerTest::failureIsReported()
{
    QFETCH(const QString, method);
    QFETCH(const QByteArray, arguments);
    QFETCH(const int, code);

    const Error error = failureOf(method, jsonArray(arguments));
    QCOMPARE(error.kind(), Error::Kind::Remote);
    QCOMPARE(error.code(), code);
}

void InteropServerTest::processDetailsAreTheServers()
{
    const auto details =
        waitFor(m_client->call<WebSocketRpc::ProcessDetails>("get_process_details"));
    QCOMPARE(details.pid, m_server.processId());
    QCOMPARE(details.cmd, QStringList{serverProgram});
    QCOMPARE(details.workingdir, QDir::currentPath());
}

void InteropServerTest::callerIsKnown()
{
    const auto caller = waitFor(m_client->call<Interop::Caller>("whoami"));
    QVERIFY(!caller.channel.isEmpty());
    QVERIFY(!caller.identity.isValid() || caller.identity.isNull());
    QVERIFY2(caller.peer.startsWith("127.0.0.1:"_L1), qPrintable(caller.peer));
}

void InteropServerTest::bumpsAreCounted()
{
    const int before = valueOf(u"bumps"_s).toInt();
    QCOMPARE(valueOf(u"bump"_s).toInt(), before + 1);
    QCOMPARE(valueOf(u"bumps"_s).toInt(), before + 1);
}

void InteropServerTest::slowCallsOverlap()
{
    // The second call is answered although the first, made before it, never would be in this test.
    const auto slow = m_client->call<QString>("slow_echo", "slow", 3600.0);
    QCOMPARE(waitFor(m_client->call<QString>("slow_echo", "fast", 0.0)), u"fast"_s);
    QVERIFY(!slow.isFinished());
}

void InteropServerTest::serverCallsItsCallerWhileItWaits()
{
    const QJsonObject arguments = {{u"text"_s, u"hello"_s}};
    QCOMPARE(valueOf(u"ask"_s, QJsonArray{u"shout"_s, arguments}), QJsonValue(u"HELLO"_s));
}

void InteropServerTest::failureOfTheCallerTravelsBack()
{
    const Error error = failureOf(u"ask"_s, QJsonArray{u"fail"_s, QJsonObject()});
    QCOMPARE(error.code(), 77);
    QCOMPARE(error.message(), u"not today"_s);
}

void InteropServerTest::responseIsFetchedLater()
{
    const QJsonObject arguments = {{u"text"_s, u"hello"_s}};
    const QString callId = valueOf(u"call_me_back"_s, QJsonArray{u"shout"_s, arguments}).toString();
    QVERIFY(!callId.isEmpty());

    const QJsonObject expected = {
        {u"result"_s, u"HELLO"_s}, {u"result_type"_s, u"str"_s}, {u"call_id"_s, callId}};
    QCOMPARE(valueOf(u"get_response"_s, QJsonObject{{u"call_id"_s, callId}}), QJsonValue(expected));
    QCOMPARE(failureOf(u"get_response"_s, QJsonArray{callId}).code(), int(Error::InvalidParams));
}

void InteropServerTest::wakeUpCallComes()
{
    QSignalSpy spy(&m_answering, &Answering::wokenUp);
    const QJsonObject arguments = {{u"time_delta"_s, 0.01}, {u"name"_s, u"Ada"_s}};
    QCOMPARE(valueOf(u"register_wake_up_call"_s, arguments), QJsonValue(true));
    QTRY_COMPARE(spy.size(), 1);
    QCOMPARE(spy.first(), (QVariantList{u"Good morning!"_s, u"Ada"_s}));
}

void InteropServerTest::countingTellsItsProgress()
{
    QList<Progress> seen;
    const Reply<int> reply =
        m_client->with({.progress = true})
            .call<int>("count_to", {{"n", 3}, {"delay", 0.001}})
            .onProgress(this, [&](const Progress &progress) { seen.append(progress); });
    QCOMPARE(waitFor(reply), 3);
    QCOMPARE(seen.last(), (Progress{3, 0, 3, u"step 3"_s}));
    QVERIFY(failureOf(u"count_to"_s, QJsonArray{-1}).message().contains(u"got -1"_s));
    QCOMPARE(valueOf(u"count_to"_s, QJsonArray{0, 0}), QJsonValue(0));
}

void InteropServerTest::countingStopsWhenNobodyWaits_data()
{
    QTest::addColumn<bool>("leaves");
    QTest::newRow("cancelled") << false;
    QTest::newRow("abandoned") << true;
}

void InteropServerTest::countingStopsWhenNobodyWaits()
{
    QFETCH(bool, leaves);
    const int before = valueOf(u"cancellations"_s).toInt();
    Client client(m_server.url());
    client.open();
    bool hasBegun = false;
    Reply<int> reply = client.with({.progress = true})
                           .call<int>("count_to", 1'000'000)
                           .onProgress(this, [&](const Progress &) { hasBegun = true; });
    QTRY_VERIFY(hasBegun);
    if (leaves)
        client.close();
    else
        reply.cancel();
    QTRY_COMPARE(valueOf(u"cancellations"_s).toInt(), before + 1);
}

void InteropServerTest::numbersAreMadeAsTheyAreRead()
{
    const qint64 before = valueOf(u"produced"_s).toInteger();
    QCOMPARE(valueOf(u"open_streams"_s), QJsonValue(0));
    auto stream = m_client->stream<int>("numbers", 1'000'000'000);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(waitFor(stream.next()), i);
    QCOMPARE(valueOf(u"open_streams"_s), QJsonValue(1));
    const qint64 made = valueOf(u"produced"_s).toInteger() - before;
    QVERIFY2(made <= 4 * ReadAhead().values, QByteArray::number(made));
    stream = {};
    QTRY_COMPARE(valueOf(u"open_streams"_s), QJsonValue(0));
    QCOMPARE(waitFor(m_client->stream<int>("numbers", 3).toList()), (QList<int>{0, 1, 2}));
    QVERIFY(errorOf(m_client->stream<int>("numbers", -1).toList())
                .message()
                .contains(u"must not be negative"_s));
}

void InteropServerTest::slowNumbersComeOneByOne()
{
    const auto stream = m_client->stream<int>("numbers", {{"count", 3}, {"delay", 0.001}});
    QCOMPARE(waitFor(stream.toList()), (QList<int>{0, 1, 2}));
}

void InteropServerTest::failingNumbersEndWithTheirError()
{
    QList<int> values;
    const Error error =
        errorOf(m_client->stream<int>("failing_numbers", 3).each(this, [&](int value) {
            values.append(value);
        }));
    QCOMPARE(values, (QList<int>{0, 1, 2}));
    QCOMPARE(error.code(), 7);
    QCOMPARE(error.message(), u"no more"_s);
}

void InteropServerTest::streamIsSummed()
{
    QList<int> values(100'000);
    std::iota(values.begin(), values.end(), 1);
    QCOMPARE(waitFor(m_client->call<qint64>("sum_stream", Stream<int>::from(values))),
        Q_INT64_C(5'000'050'000));
    QCOMPARE(valueOf(u"sum_stream"_s, QJsonArray{QJsonArray{1, 2, 3}}), QJsonValue(6));
}

void InteropServerTest::blobCounts()
{
    const auto blob = waitFor(m_client->call<QByteArray>("blob", 258));
    QCOMPARE(blob.size(), 258);
    QCOMPARE(blob.right(3), QByteArray("\xff\x00\x01", 3));
}

void InteropServerTest::hiddenMembersAreUnreachable_data()
{
    QTest::addColumn<QString>("method");

    QTest::newRow("public slot") << u"reset"_s;
    QTest::newRow("signal") << u"changed"_s;
    QTest::newRow("private invokable") << u"secret"_s;
    QTest::newRow("reserved name") << u"_hidden"_s;
    QTest::newRow("slot of QObject") << u"deleteLater"_s;
    QTest::newRow("slot of QObject in snake case") << u"delete_later"_s;
    QTest::newRow("signal of QObject") << u"destroyed"_s;
    QTest::newRow("property of QObject") << u"objectName"_s;
}

void InteropServerTest::hiddenMembersAreUnreachable()
{
    QFETCH(const QString, method);

    const QJsonValue before = valueOf(u"bump"_s);
    QCOMPARE(failureOf(method).code(), int(Error::MethodNotFound));
    QCOMPARE(valueOf(u"bumps"_s), before);
}

void InteropServerTest::terminationDrainsAndSucceeds()
{
    ServerProcess server;
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    const auto slow = client.call<QString>("slow_echo", "last words", 0.2);
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);

    server.terminate();
    QCOMPARE(waitFor(slow), u"last words"_s);
    QTRY_COMPARE(server.state(), QProcess::NotRunning);
    QCOMPARE(server.exitStatus(), QProcess::NormalExit);
    QCOMPARE(server.exitCode(), 0);
}

QTEST_GUILESS_MAIN(InteropServerTest)
#include "tst_interopserver.moc"
