// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"
#include "interoptypes.h"
#include "program.h"
#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/client.h>

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class InteropOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Interop::registerTypes(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void tokenIsAsked_data();
    void tokenIsAsked();
    void originIsAllowed_data();
    void originIsAllowed();
    void pathIsServedWithAllBelow_data();
    void pathIsServedWithAllBelow();
    void tlsIsServed();
    void threadsServeTheSame();
    void wrongOptionIsRefused_data();
    void wrongOptionIsRefused();
};

// The HTTP status of the refusal, or 101.
static int statusOf(Client &client)
{
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.open();
    if (!QTest::qWaitFor([&] { return client.isConnected() || client.attempt() > 0; }))
        return -1;
    return client.lastFailure().httpStatus.value_or(101);
}

void InteropOptionsTest::tokenIsAsked_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("status");
    QTest::newRow("bearer") << QByteArray("Authorization") << QByteArray("Bearer secret") << 101;
    QTest::newRow("x-token") << QByteArray("X-TOKEN") << QByteArray("secret") << 101;
    QTest::newRow("wrong") << QByteArray("X-TOKEN") << QByteArray("Secret") << 403;
    QTest::newRow("no scheme") << QByteArray("Authorization") << QByteArray("secret") << 403;
    QTest::newRow("none") << QByteArray("X-Other") << QByteArray("secret") << 403;
}

void InteropOptionsTest::tokenIsAsked()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QByteArray, value);
    QFETCH(const int, status);
    const ServerProcess server({u"--token"_s, u"secret"_s});
    Client client(server.url());
    client.setHeader(header, value);
    QCOMPARE(statusOf(client), status);
    if (status == 101)
        QVERIFY(!waitFor(client.call<Interop::Caller>("whoami")).identity.isNull());
}

void InteropOptionsTest::originIsAllowed_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<int>("status");
    const QStringList two{u"--allow-origin"_s, u"https://a.example/"_s, u"--allow-origin"_s,
        u"http://b.example:81"_s};
    QTest::newRow("first") << two << QByteArray("https://a.example") << 101;
    QTest::newRow("second") << two << QByteArray("http://b.example:81") << 101;
    QTest::newRow("neither") << two << QByteArray("http://b.example") << 403;
    QTest::newRow("all") << QStringList{u"--allow-origin"_s, u"*"_s} << QByteArray("null") << 101;
    QTest::newRow("no option") << QStringList{} << QByteArray("https://a.example") << 403;
}

void InteropOptionsTest::originIsAllowed()
{
    QFETCH(const QStringList, options);
    QFETCH(const QByteArray, origin);
    QFETCH(const int, status);
    const ServerProcess server(options);
    Client client(server.url());
    client.setHeader("Origin", origin);
    QCOMPARE(statusOf(client), status);
}

void InteropOptionsTest::pathIsServedWithAllBelow_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::newRow("itself") << u"/rpc"_s << 101;
    QTest::newRow("below") << u"/rpc/client-1"_s << 101;
    QTest::newRow("far below") << u"/rpc/a/b"_s << 101;
    QTest::newRow("above") << u"/"_s << 404;
    QTest::newRow("beside") << u"/rpcx"_s << 404;
}

void InteropOptionsTest::pathIsServedWithAllBelow()
{
    QFETCH(const QString, path);
    QFETCH(const int, status);
    const ServerProcess server({u"--path"_s, u"/rpc"_s});
    QUrl url = server.url();
    QCOMPARE(url.path(), u"/rpc"_s);
    url.setPath(path);
    Client client(url);
    QCOMPARE(statusOf(client), status);
}

void InteropOptionsTest::tlsIsServed()
{
    Certificates authority;
    const Certificates::Identity identity = authority.issue(u"localhost"_s);
    QTemporaryDir directory;
    const auto write = [&](const QString &name, const QByteArray &contents) {
        QFile file(directory.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(contents) > 0;
    };
    QVERIFY(write(u"cert.pem"_s, identity.certificate.toPem()));
    QVERIFY(write(u"key.pem"_s, identity.key.toPem()));
    const ServerProcess server({u"--tls-cert"_s, directory.filePath(u"cert.pem"_s), u"--tls-key"_s,
        directory.filePath(u"key.pem"_s)});
    QCOMPARE(server.url().scheme(), u"wss"_s);
    Client client(server.url());
    client.setSslConfiguration(authority.configuration());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
}

void InteropOptionsTest::threadsServeTheSame()
{
    const ServerProcess server({u"--threads"_s, u"2"_s});
    Client first(server.url());
    Client second(server.url());
    first.open();
    second.open();
    QCOMPARE(waitFor(first.call<int>("bump")), 1);
    QCOMPARE(waitFor(second.call<int>("bump")), 2);
    QCOMPARE(waitFor(second.call<QString>("slow_echo", "later", 0.01)), u"later"_s);
    QVERIFY(waitFor(first.call<Interop::Caller>("whoami")).channel
        != waitFor(second.call<Interop::Caller>("whoami")).channel);
}

void InteropOptionsTest::wrongOptionIsRefused_data()
{
    QTest::addColumn<QStringList>("options");

    QTest::newRow("empty token") << QStringList{u"--token"_s, u""_s};
    QTest::newRow("empty origin") << QStringList{u"--allow-origin"_s, u""_s};
    QTest::newRow("certificate alone") << QStringList{u"--tls-cert"_s, u"cert.pem"_s};
    QTest::newRow("key alone") << QStringList{u"--tls-key"_s, u"key.pem"_s};
    QTest::newRow("no such certificate")
        << QStringList{u"--tls-cert"_s, u"/nowhere/c"_s, u"--tls-key"_s, u"/nowhere/k"_s};
    QTest::newRow("no certificate") << QStringList{
        u"--tls-cert"_s, QStringLiteral(__FILE__), u"--tls-key"_s, QStringLiteral(__FILE__)};
    QTest::newRow("no threads") << QStringList{u"--threads"_s, u"0"_s};
    QTest::newRow("bad threads") << QStringList{u"--threads"_s, u"many"_s};
    QTest::newRow("bad path") << QStringList{u"--path"_s, u"ws"_s};
    QTest::newRow("unknown dialect") << QStringList{u"--dialect"_s, u"soap"_s};
    QTest::newRow("unknown option") << QStringList{u"--colour"_s};
    QTest::newRow("bad address") << QStringList{u"--address"_s, u"nowhere"_s};
    QTest::newRow("bad port") << QStringList{u"--port"_s, u"65536"_s};
}

void InteropOptionsTest::wrongOptionIsRefused()
{
    QFETCH(const QStringList, options);

    const auto result = TestSupport::runProgram(QStringLiteral(INTEROP_SERVER), options);
    QCOMPARE(result.status, 2);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.startsWith("interop-server: "), result.errors);
}

QTEST_GUILESS_MAIN(InteropOptionsTest)

#include "tst_interopoptions.moc"
