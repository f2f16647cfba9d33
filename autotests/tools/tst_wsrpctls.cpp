// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"
#include "wsrpc.h"

#include <websocketrpc/callcontext.h>
#include <websocketrpc/server.h>

#include <QRegularExpression>
#include <QSslSocket>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;
using TestSupport::ProgramInput;
using TestSupport::ProgramResult;

class Methods : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE int add(int a, int b) { return a + b; }
    Q_INVOKABLE QStringList caller(const CallContext &context)
    {
        const QSslCertificate certificate(context.peer().certificate, QSsl::Der);
        return certificate.subjectInfo(QSslCertificate::CommonName);
    }
};

class tst_WsrpcTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void unknownAuthorityIsNoConnection();
    void authorityIsTrusted_data();
    void authorityIsTrusted();
    void otherAuthorityIsNoConnection();
    void insecureWarnsAndConnects_data();
    void insecureWarnsAndConnects();
    void clientShowsItsCertificate_data();
    void clientShowsItsCertificate();
    void uselessFileIsWrongUsage_data();
    void uselessFileIsWrongUsage();

private:
    void listen(Server *server, QSslSocket::PeerVerifyMode mode = QSslSocket::VerifyNone);
    [[nodiscard]] QStringList call(
        const Server &server, const QStringList &options, const QStringList &method) const
    {
        return options + QStringList{u"call"_s, server.url().toString()} + method;
    }

    std::unique_ptr<Certificates> m_certificates;
    Certificates::Identity m_identity;
    Files m_files;
    Methods m_methods;
};

static QByteArray authorityOf(const Certificates &certificates)
{
    return certificates.configuration().caCertificates().constFirst().toPem();
}

void tst_WsrpcTls::initTestCase()
{
    QVERIFY2(QSslSocket::supportsSsl(), "Qt was built without TLS");
    m_certificates = std::make_unique<Certificates>();
    m_identity = m_certificates->issue(u"localhost"_s);
    const Certificates::Identity client = m_certificates->issue(u"a client"_s);
    m_files.write(u"ca.pem"_s, authorityOf(*m_certificates));
    m_files.write(u"other-ca.pem"_s, authorityOf(Certificates()));
    m_files.write(u"client.crt"_s, client.certificate.toPem());
    m_files.write(u"client.key"_s, client.key.toPem());
    m_files.write(u"client.pem"_s, client.key.toPem() + client.certificate.toPem());
    m_files.write(u"empty"_s, {});
}

void tst_WsrpcTls::listen(Server *server, QSslSocket::PeerVerifyMode mode)
{
    QSslConfiguration configuration = m_certificates->configuration(m_identity);
    configuration.setPeerVerifyMode(mode);
    server->setSslConfiguration(configuration);
    server->expose(&m_methods);
    QVERIFY2(server->listen(), qPrintable(server->errorString()));
}

void tst_WsrpcTls::unknownAuthorityIsNoConnection()
{
    Server server;
    listen(&server);
    const ProgramResult result = wsrpc(call(server, {}, {u"add"_s, u"1"_s, u"2"_s}));
    QCOMPARE(result.status, 3);
    QCOMPARE(result.output, QByteArray());
    QVERIFY2(result.errors.contains("certificate"), result.errors);
}

void tst_WsrpcTls::authorityIsTrusted_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("variable");
    QTest::newRow("option") << u"ca.pem"_s << QString();
    QTest::newRow("environment") << QString() << u"ca.pem"_s;
    QTest::newRow("option before environment") << u"ca.pem"_s << u"other-ca.pem"_s;
}

void tst_WsrpcTls::authorityIsTrusted()
{
    QFETCH(const QString, option);
    QFETCH(const QString, variable);
    Server server;
    listen(&server);
    const QStringList options =
        option.isEmpty() ? QStringList() : QStringList{u"--cacert"_s, m_files.path(option)};
    ProgramInput input;
    if (!variable.isEmpty())
        input.environment.insert(u"SSL_CERT_FILE"_s, m_files.path(variable));
    const ProgramResult result = wsrpc(call(server, options, {u"add"_s, u"1"_s, u"2"_s}), input);
    QCOMPARE(result.errors, QByteArray());
    QCOMPARE(result.output, QByteArray("3\n"));
    QCOMPARE(result.status, 0);
}

void tst_WsrpcTls::otherAuthorityIsNoConnection()
{
    Server server;
    listen(&server);
    const QStringList options = {u"--cacert"_s, m_files.path(u"other-ca.pem"_s)};
    QCOMPARE(wsrpc(call(server, options, {u"add"_s, u"1"_s, u"2"_s})).status, 3);
}

void tst_WsrpcTls::insecureWarnsAndConnects_data()
{
    QTest::addColumn<QString>("option");
    QTest::newRow("long") << u"--insecure"_s;
    QTest::newRow("short") << u"-k"_s;
}

void tst_WsrpcTls::insecureWarnsAndConnects()
{
    QFETCH(const QString, option);
    Server server;
    listen(&server);
    const ProgramResult result = wsrpc(call(server, {option}, {u"add"_s, u"1"_s, u"2"_s}));
    QCOMPARE(result.errors,
        QByteArray("wsrpc: warning: the server's certificate is not checked (--insecure)\n"));
    QCOMPARE(result.output, QByteArray("3\n"));
    QCOMPARE(result.status, 0);
}

void tst_WsrpcTls::clientShowsItsCertificate_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("status");
    QTest::newRow("none") << QStringList() << 3;
    QTest::newRow("certificate and key") << QStringList{u"--cert"_s, m_files.path(u"client.crt"_s),
        u"--key"_s, m_files.path(u"client.key"_s)}
                                         << 0;
    QTest::newRow("both in one file") << QStringList{u"-E"_s, m_files.path(u"client.pem"_s)} << 0;
}

void tst_WsrpcTls::clientShowsItsCertificate()
{
    QFETCH(const QStringList, options);
    QFETCH(const int, status);
    Server server;
    listen(&server, QSslSocket::VerifyPeer);
    const QStringList authority = {u"--cacert"_s, m_files.path(u"ca.pem"_s)};
    const ProgramResult result =
        wsrpc(call(server, authority + options, {u"caller"_s, u"--compact"_s}));
    QCOMPARE(result.status, status);
    QCOMPARE(result.output, status == 0 ? QByteArray("[\"a client\"]\n") : QByteArray());
}

void tst_WsrpcTls::uselessFileIsWrongUsage_data()
{
    QTest::addColumn<QStringList>("options");
    const QString certificate = m_files.path(u"client.crt"_s);
    QTest::newRow("no such file") << QStringList{u"--cacert"_s, m_files.path(u"nothing"_s)};
    QTest::newRow("no authority in it") << QStringList{u"--cacert"_s, m_files.path(u"empty"_s)};
    QTest::newRow("no certificate in it") << QStringList{u"--cert"_s, m_files.path(u"empty"_s)};
    QTest::newRow("no key in it") << QStringList{u"--key"_s, certificate, u"--cert"_s, certificate};
    QTest::newRow("no key anywhere") << QStringList{u"--cert"_s, certificate};
    QTest::newRow("no certificate anywhere") << QStringList{u"--key"_s, certificate};
}

void tst_WsrpcTls::uselessFileIsWrongUsage()
{
    QFETCH(const QStringList, options);
    const ProgramResult result =
        wsrpc(options + QStringList{u"call"_s, u"wss://localhost:1"_s, u"add"_s});
    QCOMPARE(result.status, 2);
    QVERIFY2(result.errors.startsWith("wsrpc: --c") || result.errors.startsWith("wsrpc: --key"),
        result.errors);
}

QTEST_GUILESS_MAIN(tst_WsrpcTls)
#include "tst_wsrpctls.moc"
