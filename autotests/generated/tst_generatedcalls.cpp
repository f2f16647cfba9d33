// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "../interop/serverprocess.h"
#include "interop.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/readyreply.h>

#include <QMetaMethod>
#include <QTest>

#include <functional>
#include <limits>

using namespace InteropApi;
using namespace Qt::StringLiterals;
using WebSocketRpc::Error;
using WebSocketRpc::Stream;

using Check = std::function<void(Interop &interop)>;
Q_DECLARE_METATYPE(Check)

namespace {

// The call comes to this result.
template<typename T, typename V>
Check results(WebSocketRpc::Reply<T> (Interop::*method)(), const V &expected)
{
    return [=](Interop &interop) { QCOMPARE(waitFor((interop.*method)()), T(expected)); };
}

// A value comes back as it was sent.
template<typename T, typename P>
Check returns(WebSocketRpc::Reply<T> (Interop::*method)(P), const T &value)
{
    return [=](Interop &interop) { QCOMPARE(waitFor((interop.*method)(value)), value); };
}

QStringList calledMethods;

void add(const char *name, const Check &check)
{
    calledMethods.append(QString::fromLatin1(name));
    QTest::newRow(name) << check;
}

void addValueRows()
{
    add("round_trip_bool", returns(&Interop::round_trip_bool, true));
    add("round_trip_bytes", returns(&Interop::round_trip_bytes, QByteArray("\0\xff z", 4)));
    add("round_trip_color", returns(&Interop::round_trip_color, Color::Blue));
    add("round_trip_datetime",
        returns(&Interop::round_trip_datetime, QDateTime({2024, 2, 29}, {1, 2, 3, 4}, Qt::UTC)));
    add("round_trip_flags", returns(&Interop::round_trip_flags, Letter::A | Letter::C));
    add("round_trip_float", returns(&Interop::round_trip_float, 0.1F));
    add("round_trip_int64",
        returns(&Interop::round_trip_int64, std::numeric_limits<qint64>::min()));
    add("round_trip_uint64",
        returns(&Interop::round_trip_uint64, std::numeric_limits<quint64>::max()));
    add("round_trip_ints", returns(&Interop::round_trip_ints, QList<int>{1, -2}));
    add("round_trip_map",
        returns(&Interop::round_trip_map, QMap<QString, double>{{u"a"_s, 1.5}, {u"b"_s, -1}}));
    add("round_trip_optional", [](Interop &interop) {
        QCOMPARE(waitFor(interop.round_trip_optional(7)), std::optional(7));
        QCOMPARE(waitFor(interop.round_trip_optional({})), std::nullopt);
    });
    add("round_trip_point", returns(&Interop::round_trip_point, Point{.x = 1, .y = -2}));
    add("round_trip_points",
        returns(&Interop::round_trip_points, QList<Point>{{.x = 1}, {.y = 2}}));
    add("round_trip_shape",
        returns(&Interop::round_trip_shape,
            Shape{.name = u"größe"_s,
                .points = {{.x = 3}},
                .color = Color::Green,
                .tags = {{u"t"_s, 0.5}}}));
    add("round_trip_url", returns(&Interop::round_trip_url, QUrl(u"https://example.org/a?b=c"_s)));
    add("round_trip_uuid", returns(&Interop::round_trip_uuid, QUuid::createUuid()));
    add("echo", returns(&Interop::echo, u"hello"_s));
    add("echo_value", returns(&Interop::echo_value, QJsonValue(QJsonArray{1, u"a"_s, true})));
}

void addArithmeticRows()
{
    add("add", [](Interop &interop) { QCOMPARE(waitFor(interop.add(1, 2)), 3); });
    add("multiply", [](Interop &interop) { QCOMPARE(waitFor(interop.multiply(1.5, 2)), 3.0); });
    add("divide", [](Interop &interop) {
        QCOMPARE(waitFor(interop.divide(3, 2)), 1.5);
        QVERIFY(errorOf(interop.divide(1, 0)).code() != 0);
    });
    add("many", [](Interop &interop) {
        QCOMPARE(waitFor(interop.many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)), 78);
    });
    add("concat", [](Interop &interop) {
        QCOMPARE(waitFor(interop.concat()), QString());
        QCOMPARE(waitFor(interop.concat(u"a"_s, u"b"_s)), u"ab"_s);
        QVERIFY(errorOf(interop.concat({}, u"b"_s)).message().contains("'a'"_L1)); // by name
    });
    add("defaults", [](Interop &interop) {
        QCOMPARE(waitFor(interop.defaults(1)), u"1-10-x"_s);
        QCOMPARE(waitFor(interop.defaults(1, 2)), u"1-2-x"_s);
        QCOMPARE(waitFor(interop.defaults(1, 2, u"y"_s)), u"1-2-y"_s);
    });
    add("overloaded", [](Interop &interop) {
        QCOMPARE(waitFor(interop.overloaded(1)), u"int:1"_s);
        QCOMPARE(waitFor(interop.overloaded(1.5)), u"double:1.5"_s);
        QCOMPARE(waitFor(interop.overloaded(u"1"_s)), u"string:1"_s);
        QCOMPARE(waitFor(interop.overloaded(QList<int>{1})), u"list:1"_s);
    });
    add("bump", [](Interop &interop) {
        const int bumps = waitFor(interop.bumps());
        QCOMPARE(waitFor(interop.bump()), bumps + 1);
    });
    add("bumps", [](Interop &interop) { QVERIFY(waitFor(interop.bumps()) >= 0); });
    add("hidden.bump", [](Interop &interop) { QVERIFY(waitFor(interop.hiddenBump()) > 0); });
    add("crash",
        [](Interop &interop) { QCOMPARE(errorOf(interop.crash()).kind(), Error::Kind::Remote); });
}

void addServiceRows()
{
    add("slow_echo",
        [](Interop &interop) { QCOMPARE(waitFor(interop.slow_echo(u"late"_s, 0.01)), u"late"_s); });
    add("whoami", [](Interop &interop) { QVERIFY(!waitFor(interop.whoami()).channel.isEmpty()); });
    add("get_process_details",
        [](Interop &interop) { QVERIFY(waitFor(interop.get_process_details()).pid > 0); });
    add("ask", [](Interop &interop) {
        const auto twice = [](const QJsonObject &params) { return 2 * params[u"n"].toInt(); };
        interop.channel()->on("double", &interop, twice, {.wholeParams = true});
        QCOMPARE(waitFor(interop.ask(u"double"_s, {{u"n"_s, 4}})), QJsonValue(8));
    });
    add("call_me_back", [](Interop &interop) {
        interop.channel()->on("answer", &interop, [] { return 42; });
        const QString id = waitFor(interop.call_me_back(u"answer"_s));
        QCOMPARE(waitFor(interop.get_response(id)).result, QJsonValue(42));
    });
    add("get_response", [](Interop &interop) {
        QCOMPARE(errorOf(interop.get_response(u"none"_s)).kind(), Error::Kind::Remote);
    });
    add("register_wake_up_call", [](Interop &interop) {
        QString woken;
        const auto wake = [&woken](
                              const QJsonObject &params) { woken = params[u"name"].toString(); };
        interop.channel()->on("wake_up", &interop, wake, {.wholeParams = true});
        QVERIFY(waitFor(interop.register_wake_up_call(0.01, u"Ada"_s)));
        QTRY_COMPARE(woken, u"Ada"_s);
    });
    add("count_to", [](Interop &interop) { QCOMPARE(waitFor(interop.count_to(3, 0.0)), 3); });
    add("cancellations", results(&Interop::cancellations, 0));
    add("numbers", [](Interop &interop) {
        QCOMPARE(waitFor(interop.numbers(3).toList()), (QList<int>{0, 1, 2}));
        QCOMPARE(waitFor(interop.numbers(2, 0.01).toList()), (QList<int>{0, 1}));
    });
    add("failing_numbers", [](Interop &interop) {
        QCOMPARE(errorOf(interop.failing_numbers(2).toList()).kind(), Error::Kind::Remote);
    });
    add("sum_stream", [](Interop &interop) {
        QCOMPARE(waitFor(interop.sum_stream(Stream<int>::from({1, 2, 3}))), 6);
    });
    add("produced", [](Interop &interop) { QVERIFY(waitFor(interop.produced()) >= 0); });
    add("open_streams", [](Interop &interop) { QVERIFY(waitFor(interop.open_streams()) >= 0); });
    add("blob", [](Interop &interop) { QCOMPARE(waitFor(interop.blob(100)).size(), 100); });
}

void addSharedRows()
{
    add("thermostat.heat", [](Interop &interop) {
        const double before = waitFor(interop.thermostatHeat(0));
        QCOMPARE(waitFor(interop.thermostatHeat(1)), before + 1);
    });
    add("thermostat.flood", [](Interop &interop) { waitFor(interop.thermostatFlood(2)); });
    add("thermostat.raise_alarm",
        [](Interop &interop) { waitFor(interop.thermostatRaise_alarm(99)); });
    add("thermostat.say", [](Interop &interop) { waitFor(interop.thermostatSay(u"hot"_s, 2)); });
    add("parcels_reset", [](Interop &interop) { waitFor(interop.parcels_reset()); });
    add("parcels_insert", [](Interop &interop) { waitFor(interop.parcels_insert(0, u"Ada"_s)); });
    add("parcels_move", [](Interop &interop) { waitFor(interop.parcels_move(0, 2)); });
    add("parcels_set", [](Interop &interop) {
        QCOMPARE(errorOf(interop.parcels_set(0, u"none"_s, 1)).kind(), Error::Kind::Remote);
    });
    add("parcels_remove", [](Interop &interop) { waitFor(interop.parcels_remove(0)); });
}

} // namespace

// Every method of the interop server, called through the class that is written from its document.
class tst_GeneratedCalls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void methodIsCalled_data();
    void methodIsCalled();
    void everyMethodIsCalled();
    void callsCanBeStubbed();
    void withoutChannelCallsFail();

private:
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<WebSocketRpc::Client> m_client;
    std::unique_ptr<Interop> m_interop;
};

void tst_GeneratedCalls::initTestCase()
{
    m_server = std::make_unique<ServerProcess>();
    m_client = std::make_unique<WebSocketRpc::Client>(m_server->url());
    m_client->open();
    m_interop = std::make_unique<Interop>(m_client.get());
}

void tst_GeneratedCalls::methodIsCalled_data()
{
    QTest::addColumn<Check>("check");
    addValueRows();
    addArithmeticRows();
    addServiceRows();
    addSharedRows();
}

void tst_GeneratedCalls::methodIsCalled()
{
    QFETCH(const Check, check);
    check(*m_interop);
}

void tst_GeneratedCalls::everyMethodIsCalled()
{
    const auto document = waitFor(m_client->call<QJsonObject>("rpc.discover"));
    for (const QJsonValue method : document[u"methods"].toArray()) {
        const QString name = method[u"name"].toString();
        QVERIFY2(calledMethods.contains(name), qPrintable(name));
    }
}

void tst_GeneratedCalls::callsCanBeStubbed()
{
    struct Stub : Interop
    {
        Stub() : Interop(nullptr) { }
        WebSocketRpc::Reply<int> add(int a, int b) override
        {
            return WebSocketRpc::readyReply(a + 2 * b);
        }
    };
    Stub stub;
    Interop &interop = stub;
    QCOMPARE(waitFor(interop.add(1, 2)), 5);
}

void tst_GeneratedCalls::withoutChannelCallsFail()
{
    Interop interop(nullptr);
    QCOMPARE(interop.channel(), nullptr);
    QCOMPARE(errorOf(interop.add(1, 2)).kind(), Error::Kind::Closed);
    QCOMPARE(interop.thermostatSetpoint(), 0.0);
    QCOMPARE(interop.bindableThermostatSetpoint().isValid(), false);
    connect(&interop, &Interop::thermostatAlarm, this, [] {});
}

QTEST_GUILESS_MAIN(tst_GeneratedCalls)
#include "tst_generatedcalls.moc"
