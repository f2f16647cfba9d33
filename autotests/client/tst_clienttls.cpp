// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "certificates.h"
#include "clock_p.h"
#include "httphead_p.h"
#include "openinghandshake_p.h"
#include "tlsends.h"
#include "waitfor.h"

#include <websocketrpc/client.h>

#include <QProcess>
#include <QSslServer>
#include <QSslSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr char notification[] = R"({"jsonrpc":"2.0","method":"hear"})";

// OpenSSL's server, because Qt's issue no sessions that outlive a connection. It prints what it
// receives, and whether it resumed a session.
class SessionServer
{
public:
    SessionServer(const Certificates::Identity &identity, const QString &version)
    {
        const QString certificate = write(u"certificate"_s, identity.certificate.toPem());
        const QString key = write(u"key"_s, identity.key.toPem());
        m_process.setProcessChannelMode(QProcess::MergedChannels);
        m_process.start(u"openssl"_s,
            {u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s, u"-cert"_s, certificate, u"-key"_s, key,
                version});
    }

    ~SessionServer()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] bool isListening()
    {
        return QTest::qWaitFor(
            [this] { return countOf("ACCEPT 127.0.0.1:") > 0 && m_printed.endsWith('\n'); });
    }

    [[nodiscard]] QUrl url(const QString &host) const
    {
        const qsizetype port = m_printed.indexOf("ACCEPT 127.0.0.1:") + 17;
        const QByteArray line = m_printed.sliced(port);
        return QUrl(u"wss://%1:%2"_s.arg(
            host, QString::fromLatin1(line.first(line.indexOf('\n')).trimmed())));
    }

    // Waits for the next request and refuses it.
    [[nodiscard]] bool refuse()
    {
        ++m_requests;
        if (!QTest::qWaitFor([this] { return countOf("GET / HTTP/1.1") >= m_requests; }))
            return false;
        m_process.write("HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        return true;
    }

    [[nodiscard]] int resumed() { return int(countOf("Reused session-id")); }

private:
    QString write(const QString &name, const QByteArray &contents) const
    {
        QFile file(m_directory.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
            qFatal("cannot write: %s", qPrintable(file.errorString()));
        return file.fileName();
    }

    qsizetype countOf(const QByteArray &text)
    {
        m_printed += m_process.readAllStandardOutput();
        return m_printed.count(text);
    }

    QTemporaryDir m_directory;
    QProcess m_process;
    QByteArray m_printed;
    int m_requests = 0;
};

} // namespace

class Listener : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void hear() { ++heard; }

    int heard = 0;
};

// A client, and what other servers may do in TLS.
class tst_ClientTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void namesItsServerAndItsProtocol();
    void protocolIsAgreedOn_data();
    void protocolIsAgreedOn();
    void connectionEnds_data();
    void connectionEnds();
    void sessionIsResumed_data();
    void sessionIsResumed();
    void sessionIsForItsServerAndConfiguration_data();
    void sessionIsForItsServerAndConfiguration();

private:
    [[nodiscard]] QSslConfiguration sessionConfiguration(bool mayKeepSession) const;

    std::unique_ptr<Certificates> m_authority;
    Certificates::Identity m_identity;
};

void tst_ClientTls::initTestCase()
{
    QVERIFY2(QSslSocket::supportsSsl(), "Qt was built without TLS");
    m_authority = std::make_unique<Certificates>();
    m_identity = m_authority->issue(u"localhost"_s);
}

QSslConfiguration tst_ClientTls::sessionConfiguration(bool mayKeepSession) const
{
    QSslConfiguration configuration = m_authority->configuration();
    configuration.setSslOption(QSsl::SslOptionDisableSessionPersistence, !mayKeepSession);
    return configuration;
}

// In the first bytes that the client sends, which are not encrypted.
void tst_ClientTls::namesItsServerAndItsProtocol()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Client client(QUrl(u"wss://localhost:%1"_s.arg(server.serverPort())));
    client.open();
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *const peer = server.nextPendingConnection();
    QTRY_VERIFY(peer->bytesAvailable() > 5);
    const auto size = qFromBigEndian<quint16>(peer->peek(5).sliced(3));
    QTRY_VERIFY(peer->bytesAvailable() >= 5 + size);
    const QByteArray hello = peer->readAll();
    QVERIFY(hello.contains(QByteArray("\0\0\x09localhost", 12)));
    QVERIFY(hello.contains("\x08http/1.1"));
}

void tst_ClientTls::protocolIsAgreedOn_data()
{
    QTest::addColumn<QByteArrayList>("ofServer");
    QTest::addColumn<QByteArrayList>("ofClient");
    QTest::addColumn<QByteArray>("agreed");
    QTest::newRow("by default") << QByteArrayList{"h2", "http/1.1"} << QByteArrayList()
                                << QByteArray("http/1.1");
    QTest::newRow("the user's") << QByteArrayList{"http/1.1", "mine"} << QByteArrayList{"mine"}
                                << QByteArray("mine");
}

void tst_ClientTls::protocolIsAgreedOn()
{
    QFETCH(QByteArrayList, ofServer);
    QFETCH(QByteArrayList, ofClient);
    QFETCH(QByteArray, agreed);
    QSslServer server;
    QSslConfiguration configuration = m_authority->configuration(m_identity);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setAllowedNextProtocols(ofServer);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Client client(QUrl(u"wss://localhost:%1"_s.arg(server.serverPort())));
    QSslConfiguration clientConfiguration = m_authority->configuration();
    clientConfiguration.setAllowedNextProtocols(ofClient);
    client.setSslConfiguration(clientConfiguration);
    client.open();
    QTRY_VERIFY(server.hasPendingConnections());
    auto *const peer = qobject_cast<QSslSocket *>(server.nextPendingConnection());
    QVERIFY(peer);
    QCOMPARE(peer->sslConfiguration().nextNegotiatedProtocol(), agreed);
}

void tst_ClientTls::connectionEnds_data()
{
    addTlsEnds(notification, Role::Client);
}

void tst_ClientTls::connectionEnds()
{
    QFETCH(QByteArray, sent);
    QFETCH(bool, hasNotice);
    QFETCH(int, code);
    QSslServer server;
    QSslConfiguration configuration = m_authority->configuration(m_identity);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    Listener listener;
    Client client(QUrl(u"wss://localhost:%1"_s.arg(server.serverPort())));
    client.expose(&listener);
    client.setSslConfiguration(m_authority->configuration());
    QSignalSpy disconnected(&client, &Channel::disconnected);
    client.open();
    QTRY_VERIFY(server.hasPendingConnections());
    auto *const peer = qobject_cast<QSslSocket *>(server.nextPendingConnection());
    QVERIFY(peer);
    QTRY_VERIFY(peer->peek(4096).endsWith("\r\n\r\n"));
    const auto head = HttpHead::parse(peer->readAll().chopped(4));
    QVERIFY(head);
    QCOMPARE(peer->sessionProtocol(), QSsl::TlsV1_3);
    peer->write(OpeningHandshake::response(head->value("Sec-WebSocket-Key"), {})
        + WireFrame{0x81, notification, false}.bytes() + sent);
    QTRY_VERIFY(peer->bytesToWrite() == 0 && peer->encryptedBytesToWrite() == 0);
    QTRY_COMPARE(listener.heard, 1);
    endTls(*peer, hasNotice);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, code);
    QCOMPARE(listener.heard, 1);
}

void tst_ClientTls::sessionIsResumed_data()
{
    QTest::addColumn<bool>("mayKeepSession");
    QTest::addColumn<QString>("version");
    QTest::newRow("TLS 1.2, allowed") << true << u"-tls1_2"_s;
    QTest::newRow("TLS 1.2, by default") << false << u"-tls1_2"_s;
    QTest::newRow("TLS 1.3, allowed") << true << u"-tls1_3"_s;
    QTest::newRow("TLS 1.3, by default") << false << u"-tls1_3"_s;
}

void tst_ClientTls::sessionIsResumed()
{
    QFETCH(bool, mayKeepSession);
    QFETCH(QString, version);
    ManualClock clock;
    SessionServer server(m_identity, version);
    QVERIFY(server.isListening());
    Client client(server.url(u"127.0.0.1"_s));
    client.setSharesFrames(false); // a refused offer would also cause a second connection
    client.setSslConfiguration(sessionConfiguration(mayKeepSession));
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    for (int connection = 1; connection <= 3; ++connection) {
        QVERIFY(server.refuse());
        QTRY_COMPARE(reconnecting.size(), connection);
        QCOMPARE(server.resumed(), mayKeepSession ? connection - 1 : 0);
        client.retryNow();
    }
}

void tst_ClientTls::sessionIsForItsServerAndConfiguration_data()
{
    QTest::addColumn<bool>("otherServer"); // or another configuration
    QTest::newRow("another server") << true;
    QTest::newRow("another configuration") << false;
}

// A session stands for the certificates that were shown.
void tst_ClientTls::sessionIsForItsServerAndConfiguration()
{
    QFETCH(bool, otherServer);
    ManualClock clock;
    SessionServer server(m_identity, u"-tls1_3"_s);
    QVERIFY(server.isListening());
    Client client(server.url(u"127.0.0.1"_s));
    client.setSharesFrames(false);
    client.setSslConfiguration(sessionConfiguration(true));
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    QVERIFY(server.refuse());
    QTRY_COMPARE(reconnecting.size(), 1);
    if (otherServer) {
        client.setUrl(server.url(u"localhost"_s)); // tries at once
    } else {
        client.setSslConfiguration(sessionConfiguration(true));
        client.retryNow();
    }
    QVERIFY(server.refuse());
    QTRY_COMPARE(reconnecting.size(), 2);
    QCOMPARE(server.resumed(), 0);
    client.retryNow();
    QVERIFY(server.refuse());
    QTRY_COMPARE(reconnecting.size(), 3);
    QCOMPARE(server.resumed(), 1);
}

QTEST_GUILESS_MAIN(tst_ClientTls)
#include "tst_clienttls.moc"
