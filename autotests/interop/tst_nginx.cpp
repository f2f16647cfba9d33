// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "nginx.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using namespace std::chrono_literals;

class Service : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QString address(const CallContext &context) { return context.peer().address; }
    Q_INVOKABLE QString path(const CallContext &context) { return context.peer().path; }
    Q_INVOKABLE void record(const QString &text) { recorded.append(text); }

    QStringList recorded;
};

class tst_Nginx : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void callsGoBothWays();
    void largeMessagesPass();
    void subPathIsCutOff();
    void slashesDoNotWalkAroundARule_data();
    void slashesDoNotWalkAroundARule();
    void addressOfTheClientIsKnown();
    void originIsThatOfTheProxy();
    void oldVersionOfHttpIsExplained();
    void silentConnectionIsEnded();
    void heartbeatKeepsAConnection();
    void clientComesBackAfterARestart();

private:
    [[nodiscard]] QUrl url(const QString &path) const
    {
        return QUrl(u"ws://127.0.0.1:%1%2"_s.arg(m_nginx->port()).arg(path));
    }
    QByteArray exchange(const QByteArray &target, const QByteArray &fields = {},
        const QHostAddress &from = QHostAddress::LocalHost);

    Service m_service;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Nginx> m_nginx;
};

void tst_Nginx::initTestCase()
{
    const QString missing = u"nginx is not installed (Debian package nginx-light)"_s;
    if (!Nginx::program().isEmpty())
        return;
    if (qEnvironmentVariable("CI") == "true"_L1)
        QFAIL(qPrintable(missing));
    QSKIP(qPrintable(missing));
}

void tst_Nginx::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_service.recorded.clear();
    m_server = std::make_unique<Server>();
    m_server->setTrustedProxies({u"127.0.0.1"_s});
    m_server->route(u"/ws"_s).expose(&m_service);
    m_server->route(u"/ws/*"_s).expose(&m_service);
    m_server->route(u"/admin"_s).expose(&m_service);
    QVERIFY(m_server->listen());
    m_nginx = std::make_unique<Nginx>(m_server->port(), R"(
        location / { proxy_pass http://BACKEND; FORWARD }
        location = /admin { return 403; }
        location /service/ { proxy_pass http://BACKEND/; FORWARD }
        location /impatient/ { proxy_pass http://BACKEND/; proxy_read_timeout 1s; FORWARD }
        location /old {
            proxy_pass http://BACKEND/ws;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $http_host;
        }
    )");
    QVERIFY(m_nginx->isRunning());
}

void tst_Nginx::cleanup()
{
    m_nginx.reset();
    m_server.reset();
}

QByteArray tst_Nginx::exchange(
    const QByteArray &target, const QByteArray &fields, const QHostAddress &from)
{
    QTcpSocket socket;
    if (!socket.bind(from))
        return "not bound";
    socket.connectToHost(QHostAddress::LocalHost, m_nginx->port());
    socket.write("GET " + target
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + fields + "\r\n");
    if (!QTest::qWaitFor([&] { return socket.bytesAvailable() > 12; }))
        return "no answer";
    return socket.readAll();
}

void tst_Nginx::callsGoBothWays()
{
    Service ofClient;
    Client client(url(u"/ws"_s));
    client.expose(&ofClient);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QVERIFY(client.isConnected());
    QCOMPARE(waitFor(m_server->channels()[0]->call<int>("add", 3, 4)), 7);
    m_server->notifyAll("record", "pushed");
    QTRY_COMPARE(ofClient.recorded, QStringList(u"pushed"_s));
}

void tst_Nginx::largeMessagesPass()
{
    Client client(url(u"/ws"_s));
    client.open();
    const QString text(3'000'000, u'x');
    waitFor(client.call<void>("record", text));
    QCOMPARE(m_service.recorded, QStringList(text));
}

void tst_Nginx::subPathIsCutOff()
{
    Client client(url(u"/service/ws/room%207"_s));
    client.open();
    QCOMPARE(waitFor(client.call<QString>("path")), u"/ws/room 7"_s);
}

void tst_Nginx::slashesDoNotWalkAroundARule_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("what is forbidden") << QByteArray("/admin") << QByteArray("HTTP/1.1 403");
    QTest::newRow("two slashes") << QByteArray("//admin") << QByteArray("HTTP/1.1 403");
    QTest::newRow("like a host") << QByteArray("//x/admin") << QByteArray("HTTP/1.1 404");
    QTest::newRow("encoded") << QByteArray("/%61dmin") << QByteArray("HTTP/1.1 403");
    QTest::newRow("dot segment") << QByteArray("/ws/../admin") << QByteArray("HTTP/1.1 403");
    QTest::newRow("encoded slash") << QByteArray("/ws/..%2fadmin") << QByteArray("HTTP/1.1 403");
    QTest::newRow("what is allowed") << QByteArray("/ws") << QByteArray("HTTP/1.1 101");
}

void tst_Nginx::slashesDoNotWalkAroundARule()
{
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, answer);
    const QByteArray response = exchange(target);
    QVERIFY2(response.startsWith(answer), response);
}

void tst_Nginx::addressOfTheClientIsKnown()
{
    QString address;
    m_server->setAuthenticator([&](const PeerInfo &request) {
        address = request.address;
        return Admission::accept();
    });
    const QHostAddress from(u"127.0.0.2"_s);
    const QByteArray response = exchange("/ws", "X-Forwarded-For: 192.0.2.1\r\n", from);
    QVERIFY2(response.startsWith("HTTP/1.1 101"), response);
    QCOMPARE(address, u"127.0.0.2"_s); // not what the client claims
    const QByteArray forged = exchange("/ws", "Forwarded: for=192.0.2.1\r\n", from);
    QVERIFY2(forged.startsWith("HTTP/1.1 400"), forged);
}

void tst_Nginx::originIsThatOfTheProxy()
{
    Client client(url(u"/ws"_s));
    client.setHeader("Origin", "http://127.0.0.1:" + QByteArray::number(m_nginx->port()));
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void tst_Nginx::oldVersionOfHttpIsExplained()
{
    const QByteArray response = exchange("/old");
    QVERIFY2(response.startsWith("HTTP/1.1 400"), response);
    QTRY_COMPARE(m_server->statistics().refusedHandshakes, 1u);
}

void tst_Nginx::silentConnectionIsEnded()
{
    m_server->setHeartbeat({});
    Client client(url(u"/impatient/ws"_s));
    client.setHeartbeat({});
    client.setReconnectPolicy({.firstDelay = 1ms});
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1006);
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3); // through the next connection
}

void tst_Nginx::heartbeatKeepsAConnection()
{
    m_server->setHeartbeat(Heartbeat{.interval = 200ms});
    Client client(url(u"/impatient/ws"_s));
    client.setHeartbeat({});
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QVERIFY(!disconnected.wait(2500));
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void tst_Nginx::clientComesBackAfterARestart()
{
    Client client(url(u"/ws"_s));
    client.setReconnectPolicy({.firstDelay = 10ms, .maximumDelay = 100ms});
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    const quint16 port = m_server->port();
    m_server->close();
    QTRY_COMPARE(client.lastFailure().httpStatus, 502); // nobody behind the proxy
    QVERIFY2(m_server->listen(QHostAddress::LocalHost, port), qPrintable(m_server->errorString()));
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

QTEST_GUILESS_MAIN(tst_Nginx)

#include "tst_nginx.moc"
