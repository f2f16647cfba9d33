// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "interoptypes.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/connectionfailure.h>
#include <websocketrpc/utilitymethods.h>

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

// The methods of the server in python/fastapi_server.py.
class Api : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE virtual double add(double a, double b) = 0;
    Q_INVOKABLE virtual Interop::Point mirror(const Interop::Point &point) = 0;
    Q_INVOKABLE virtual QString kind_of(const QVariant &value) = 0;
    Q_INVOKABLE virtual QString slow(double seconds) = 0;
    Q_INVOKABLE virtual void record(const QString &text) = 0;
    Q_INVOKABLE virtual bool wake_me_up(const QString &name, double delay) = 0;
};

// The methods that the server may call.
class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void wake_up(const QString &message, const QString &name)
    {
        wakeUps.append({message, name});
    }
    Q_INVOKABLE QString name() const { return u"Ada"_s; }
    Q_INVOKABLE int tally(int number)
    {
        ++tallies;
        return 2 * number;
    }

    QList<std::pair<QString, QString>> wakeUps;
    int tallies = 0;
};

class tst_FastApiServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }
    void cleanup() { m_client.reset(); }
    void cleanupTestCase() { stopServer(); }

    void echo();
    void ping();
    void heartbeat();
    void channelIdsOfBothSides();
    void structuredResponse();
    void recursiveCall();
    void binaryFrames();
    void customMethods();
    void typesOfArguments_data();
    void typesOfArguments();
    void contextOfTheConnection();
    void notification();
    void tokenIsAccepted();
    void tokenIsRefused_data();
    void tokenIsRefused();
    void wakeUpCall();
    void wakeUpCallFromOnConnect();
    void onConnectThatWaitsForTheClient();
    void silenceOfTheOriginalIsExplained_data();
    void silenceOfTheOriginalIsExplained();
    void unannotatedResultIsText();
    void methodWithoutResponseTimesOut();
    void nestedCallOfTheServerTimesOut();
    void noCallIsLost();
    void noCallBackIsLost();
    void serverThatDiesIsFoundAgain();

private:
    void startServer(int port = 0);
    void stopServer();
    Client &connectTo(const QString &path);

    QProcess m_server;
    int m_port = 0;
    Methods m_methods;
    UtilityMethods m_utilities;
    std::unique_ptr<Client> m_client;
};

void tst_FastApiServer::startServer(int port)
{
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_server.start(u"python"_s, {QStringLiteral(FASTAPI_SERVER), QString::number(port)});
    QVERIFY2(m_server.waitForStarted(), qPrintable(m_server.errorString()));
    QVERIFY(QTest::qWaitFor([this] { return m_server.canReadLine(); }, 30'000));
    m_port = m_server.readLine().trimmed().toInt();
    QVERIFY(m_port > 0);
}

void tst_FastApiServer::stopServer()
{
    m_server.kill();
    m_server.waitForFinished();
}

Client &tst_FastApiServer::connectTo(const QString &path)
{
    m_methods.wakeUps.clear();
    m_client = std::make_unique<Client>(QUrl(u"ws://127.0.0.1:%1%2"_s.arg(m_port).arg(path)));
    m_client->setDialect(Dialect::FastApi);
    m_client->setReconnectPolicy({.firstDelay = 10ms, .jitter = false});
    m_client->expose(&m_methods);
    m_client->expose(&m_utilities);
    m_client->open();
    return *m_client;
}

void tst_FastApiServer::initTestCase()
{
    if (!qEnvironmentVariableIsSet("WEBSOCKETRPC_PYTHON_PEERS"))
        QSKIP("the peers written in Python are not installed; ctest does that");
    Interop::registerTypes();
    startServer();
}

void tst_FastApiServer::echo()
{
    Client &client = connectTo(u"/ws"_s);
    for (const QString &text : {u"hello"_s, QString(), u"\u00e4\u20ac\U0001f600 \"\\\n"_s})
        QCOMPARE(waitFor(client.call<QString>("echo", {{"text", text}})), text);
}

void tst_FastApiServer::ping()
{
    QCOMPARE(waitFor(connectTo(u"/ws"_s).call<QString>("_ping_")), u"pong"_s);
}

void tst_FastApiServer::heartbeat()
{
    Client &client = connectTo(u"/ws"_s);
    client.close();
    client.setHeartbeat(Heartbeat{.interval = 20ms, .allowedMisses = 10});
    QSignalSpy disconnected(&client, &Channel::disconnected);
    QSignalSpy measured(&client, &Client::roundTripTimeChanged);
    client.open();
    QTRY_VERIFY(measured.size() > 10);
    QVERIFY(disconnected.isEmpty());
}

void tst_FastApiServer::channelIdsOfBothSides()
{
    Client &client = connectTo(u"/synced"_s);
    const QString id = waitFor(client.fetchPeerId());
    QCOMPARE(id.size(), 32);
    QVERIFY(id != client.id());
    // Here the server asks, as with sync_channel_id.
    QCOMPARE(waitFor(client.call<QString>("remote_id")), client.id());
}

void tst_FastApiServer::structuredResponse()
{
    const auto details = waitFor(connectTo(u"/ws"_s).call<ProcessDetails>("get_process_details"));
    QCOMPARE(details.pid, m_server.processId());
    QVERIFY(!details.cmd.isEmpty());
}

void tst_FastApiServer::recursiveCall()
{
    Client &client = connectTo(u"/ws"_s);
    const QString id = waitFor(client.call<QString>(
        "call_me_back", {{"method_name", "echo"}, {"args", QJsonObject{{u"text"_s, u"back"_s}}}}));
    // Before there is a response, the original closes the connection. The response exists once the
    // server has called again.
    QVERIFY(waitFor(client.call<&Api::wake_me_up>(u"Logan"_s, 0.0)));
    QTRY_COMPARE(m_methods.wakeUps.size(), 1);
    const auto response = waitFor(client.call<PeerResponse>("get_response", {{"call_id", id}}));
    QCOMPARE(response, (PeerResponse{u"back"_s, u"str"_s, id}));
}

void tst_FastApiServer::binaryFrames()
{
    Client &client = connectTo(u"/binary"_s);
    client.close();
    client.setFrameType(FrameType::Binary);
    client.open();
    QCOMPARE(waitFor(client.call<QString>("echo", {{"text", "binary"}})), u"binary"_s);
    QVERIFY(waitFor(client.call<&Api::wake_me_up>(u"Logan"_s, 0.0)));
    QTRY_COMPARE(m_methods.wakeUps.size(), 1);
}

void tst_FastApiServer::customMethods()
{
    Client &client = connectTo(u"/ws"_s);
    QCOMPARE(waitFor(client.call<&Api::add>(0.1, 0.7)), 0.1 + 0.7);
    QCOMPARE(waitFor(client.call<&Api::add>(1, 2)), 3.0);
    QCOMPARE(waitFor(client.call<&Api::mirror>(Interop::Point{1, 2})), (Interop::Point{2, 1}));
    waitFor(client.call<void>("nothing"));
}

void tst_FastApiServer::typesOfArguments_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("type");
    QTest::newRow("text") << QVariant(u"a"_s) << u"str"_s;
    QTest::newRow("integer") << QVariant(1) << u"int"_s;
    QTest::newRow("large integer") << QVariant(std::numeric_limits<quint64>::max()) << u"int"_s;
    QTest::newRow("integral double") << QVariant(1.0) << u"float"_s;
    QTest::newRow("boolean") << QVariant(true) << u"bool"_s;
    QTest::newRow("null") << QVariant::fromValue(nullptr) << u"NoneType"_s;
    QTest::newRow("list") << QVariant(QVariantList{1}) << u"list"_s;
    QTest::newRow("map") << QVariant(QVariantMap{{u"a"_s, 1}}) << u"dict"_s;
}

void tst_FastApiServer::typesOfArguments()
{
    QFETCH(const QVariant, value);
    QFETCH(const QString, type);
    QCOMPARE(waitFor(connectTo(u"/ws"_s).call<&Api::kind_of>(value)), type);
}

void tst_FastApiServer::contextOfTheConnection()
{
    QCOMPARE(waitFor(connectTo(u"/ws/8d9f"_s).call<QString>("client_name")), u"8d9f"_s);
}

void tst_FastApiServer::notification()
{
    Client &client = connectTo(u"/ws"_s);
    QTRY_VERIFY(client.isConnected());
    client.notify<&Api::record>("noted");
    QCOMPARE(waitFor(client.call<QStringList>("recorded")), QStringList{u"noted"_s});
}

void tst_FastApiServer::tokenIsAccepted()
{
    Client &client = connectTo(u"/guarded"_s);
    client.close();
    client.setHeader("X-TOKEN", "a-secret");
    client.open();
    QCOMPARE(waitFor(client.call<QString>("echo", {{"text", "in"}})), u"in"_s);
}

void tst_FastApiServer::tokenIsRefused_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::newRow("none") << QByteArray();
    QTest::newRow("another") << "another"_ba;
}

void tst_FastApiServer::tokenIsRefused()
{
    QFETCH(const QByteArray, token);
    Client &client = connectTo(u"/guarded"_s);
    client.close();
    client.setHeader("X-TOKEN", token);
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    auto reply = client.call<QString>("echo", {{"text", "in"}});
    QCOMPARE(errorOf(reply).kind(), Error::Kind::ConnectionLost);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(client.lastFailure().httpStatus, 403);
}

void tst_FastApiServer::wakeUpCall()
{
    Client &client = connectTo(u"/ws"_s);
    QVERIFY(waitFor(client.call<&Api::wake_me_up>(u"Logan"_s, 0.1)));
    QVERIFY(m_methods.wakeUps.isEmpty());
    QTRY_COMPARE(
        m_methods.wakeUps, (QList<std::pair<QString, QString>>{{u"Good morning!"_s, u"Logan"_s}}));
}

void tst_FastApiServer::wakeUpCallFromOnConnect()
{
    Client &client = connectTo(u"/greeting"_s);
    QTRY_COMPARE(
        m_methods.wakeUps, (QList<std::pair<QString, QString>>{{u"Welcome!"_s, u"on_connect"_s}}));
    QTRY_VERIFY(client.isConnected());
}

// The original does not read before on_connect is over, so the call fails there, and the client
// gets no answer or the connection ends. This must end in a failure here, not in a hang.
void tst_FastApiServer::onConnectThatWaitsForTheClient()
{
    Client &client = connectTo(u"/waiting"_s);
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    QTRY_COMPARE(m_methods.wakeUps.size(), 1);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!client.isConnected());
}

void tst_FastApiServer::silenceOfTheOriginalIsExplained_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<QVariantMap>("arguments");
    QTest::newRow("unknown method") << u"unknown"_s << QVariantMap();
    QTest::newRow("wrong arguments") << u"add"_s << QVariantMap{{u"a"_s, 1}};
    QTest::newRow("exception") << u"fail"_s << QVariantMap();
}

void tst_FastApiServer::silenceOfTheOriginalIsExplained()
{
    QFETCH(const QString, method);
    QFETCH(const QVariantMap, arguments);
    Client &client = connectTo(u"/ws"_s);
    const Error error = errorOf(client.call<QVariant>(method, Arguments(arguments)));
    QCOMPARE(error.kind(), Error::Kind::ConnectionLost);
    QVERIFY(error.mayHaveExecuted());
    QVERIFY2(error.message().contains(u"unknown, is called with wrong arguments or raises"),
        qPrintable(error.message()));
    // The client connects again.
    QCOMPARE(waitFor(client.call<QString>("echo", {{"text", "again"}})), u"again"_s);
}

void tst_FastApiServer::unannotatedResultIsText()
{
    QCOMPARE(waitFor(connectTo(u"/ws"_s).call<QString>("unannotated")), u"{'a': 1}"_s);
}

void tst_FastApiServer::methodWithoutResponseTimesOut()
{
    Client &client = connectTo(u"/ws"_s);
    QTRY_VERIFY(client.isConnected());
    const Error error = errorOf(client.with({.timeout = 200ms}).call<QVariant>("silent"));
    QCOMPARE(error.kind(), Error::Kind::Timeout);
    QCOMPARE(waitFor(client.call<QString>("echo", {{"text", "on"}})), u"on"_s);
}

void tst_FastApiServer::nestedCallOfTheServerTimesOut()
{
    Client &client = connectTo(u"/ws"_s);
    QTRY_VERIFY(client.isConnected());
    auto nested = client.with({.timeout = 300ms}).call<QString>("ask", {{"method", "name"}});
    auto behind = client.with({.timeout = 300ms}).call<QString>("echo", {{"text", "a"}});
    QCOMPARE(errorOf(nested).kind(), Error::Kind::Timeout);
    QCOMPARE(errorOf(behind).kind(), Error::Kind::Timeout);
    Client other(client.url());
    other.setDialect(Dialect::FastApi);
    other.open();
    QCOMPARE(waitFor(other.call<QString>("echo", {{"text", "b"}})), u"b"_s);
}

void tst_FastApiServer::noCallIsLost()
{
    constexpr int calls = 20'000;
    constexpr int atOnce = 500;
    Client &client = connectTo(u"/ws"_s);
    for (int first = 0; first < calls; first += atOnce) {
        QList<Reply<double>> replies;
        for (int i = first; i < first + atOnce; ++i)
            replies.append(client.call<&Api::add>(i, 1));
        for (int i = 0; i < atOnce; ++i)
            QCOMPARE(waitFor(replies[i]), first + i + 1.0);
    }
    QCOMPARE(client.statistics().lateAnswers, quint64(0));
}

void tst_FastApiServer::noCallBackIsLost()
{
    constexpr int calls = 20'000;
    constexpr int atOnce = 500;
    Client &client = connectTo(u"/ws"_s);
    m_methods.tallies = 0;
    for (int made = atOnce; made <= calls; made += atOnce) {
        QCOMPARE(waitFor(client.call<QString>("flood", {{"count", atOnce}})), u"started"_s);
        QTRY_COMPARE_WITH_TIMEOUT(m_methods.tallies, made, 20'000);
    }
    QTRY_COMPARE(waitFor(client.call<int>("tallied")), calls);
}

void tst_FastApiServer::serverThatDiesIsFoundAgain()
{
    Client &client = connectTo(u"/ws"_s);
    QTRY_VERIFY(client.isConnected());
    auto lost = client.call<&Api::slow>(60.0);
    stopServer();
    QCOMPARE(errorOf(lost).kind(), Error::Kind::ConnectionLost);
    auto waiting = client.call<QString>("echo", {{"text", "found"}});
    startServer(m_port);
    QCOMPARE(waitFor(waiting), u"found"_s);
}

QTEST_GUILESS_MAIN(tst_FastApiServer)
#include "tst_fastapiserver.moc"
