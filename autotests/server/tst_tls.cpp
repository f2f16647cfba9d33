// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "certificates.h"
#include "rawpeer.h"
#include "tlsends.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QSignalSpy>
#include <QTcpSocket>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

constexpr char notification[] = R"({"jsonrpc":"2.0","method":"add","params":[1,2]})";

} // namespace

class tst_Tls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void callsGoOverTls_data();
    void callsGoOverTls();
    void serverWithoutCertificateDoesNotListen();
    void plainTextIsRefused();
    void strangeServerIsRefused();
    void expiredServerIsRefused();
    void clientCertificate_data();
    void clientCertificate();
    void certificateIsInTheContext();
    void refusedUpgradeIsReadOverTls();
    void certificateMayChangeMeanwhile_data() { callsGoOverTls_data(); }
    void certificateMayChangeMeanwhile();
    void protocolIsAgreedOn_data();
    void protocolIsAgreedOn();
    void strangeProtocolIsRefused();
    void earlierSessionIsNoObstacle_data();
    void earlierSessionIsNoObstacle();
    void connectionEnds_data();
    void connectionEnds();

private:
    [[nodiscard]] QSslConfiguration serverConfiguration(
        QSslSocket::PeerVerifyMode mode = QSslSocket::VerifyNone) const;

    std::unique_ptr<Certificates> m_authority;
    Certificates::Identity m_server;
    Certificates::Identity m_renewed; // of the server
    Certificates::Identity m_client;
    Certificates::Identity m_expired;
};

void tst_Tls::initTestCase()
{
    QVERIFY2(QSslSocket::supportsSsl(), "Qt was built without TLS");
    m_authority = std::make_unique<Certificates>();
    m_server = m_authority->issue(u"localhost"_s);
    m_client = m_authority->issue(u"client"_s);
    m_renewed = m_authority->issue(u"localhost"_s);
    m_expired = m_authority->issue(u"expired"_s, -1);
}

QSslConfiguration tst_Tls::serverConfiguration(QSslSocket::PeerVerifyMode mode) const
{
    QSslConfiguration configuration = m_authority->configuration(m_server);
    configuration.setPeerVerifyMode(mode);
    return configuration;
}

void tst_Tls::callsGoOverTls_data()
{
    QTest::addColumn<int>("threads");
    QTest::newRow("in the server's thread") << 0;
    QTest::newRow("in a thread of its own") << 1;
}

void tst_Tls::callsGoOverTls()
{
    QFETCH(const int, threads);
    Calculator calculator;
    Server server;
    server.setThreadCount(threads);
    server.setSslConfiguration(serverConfiguration());
    server.expose(&calculator);
    QVERIFY2(server.listen(), qPrintable(server.errorString()));
    QCOMPARE(server.url().scheme(), u"wss"_s);
    Client client(server.url());
    client.setSslConfiguration(m_authority->configuration());
    client.open();
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    const QString large(1'000'000, u'x');
    QCOMPARE(waitFor(client.call<QString>("concat", large, "y")), large + u'y');
}

void tst_Tls::serverWithoutCertificateDoesNotListen()
{
    Server server;
    server.setSslConfiguration(m_authority->configuration());
    QVERIFY(!server.listen());
    QVERIFY2(server.errorString().contains("certificate"_L1), qPrintable(server.errorString()));
}

void tst_Tls::plainTextIsRefused()
{
    Server server;
    server.setSslConfiguration(serverConfiguration());
    QVERIFY(server.listen());
    QUrl url = server.url();
    url.setScheme(u"ws"_s);
    Client client(url);
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(server.statistics().failedTlsHandshakes, 1u);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
}

void tst_Tls::strangeServerIsRefused()
{
    Server server;
    server.setSslConfiguration(serverConfiguration());
    QVERIFY(server.listen());
    Client client(server.url()); // does not trust the authority
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(client.lastFailure().socketError, QAbstractSocket::SslHandshakeFailedError);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
}

void tst_Tls::expiredServerIsRefused()
{
    Server server;
    QSslConfiguration configuration = m_authority->configuration(m_expired);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen());
    Client client(server.url());
    client.setSslConfiguration(m_authority->configuration());
    client.setReconnectPolicy(ReconnectPolicy::never());
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().contains("expired"_L1),
        qPrintable(client.lastError().message()));
}

void tst_Tls::clientCertificate_data()
{
    QTest::addColumn<QSslSocket::PeerVerifyMode>("mode");
    QTest::addColumn<QString>("shown");
    QTest::addColumn<QString>("outcome");
    const auto must = QSslSocket::VerifyPeer;
    const auto may = QSslSocket::QueryPeer;
    QTest::newRow("must, valid") << must << u"valid"_s << u"accepted"_s;
    QTest::newRow("must, expired") << must << u"expired"_s << u"refused in tls"_s;
    QTest::newRow("must, none") << must << u"none"_s << u"refused in tls"_s;
    QTest::newRow("may, valid") << may << u"valid"_s << u"accepted"_s;
    QTest::newRow("may, expired") << may << u"expired"_s << u"403"_s;
    QTest::newRow("may, none") << may << u"none"_s << u"403"_s;
}

void tst_Tls::clientCertificate()
{
    QFETCH(const QSslSocket::PeerVerifyMode, mode);
    QFETCH(const QString, shown);
    QFETCH(const QString, outcome);
    Server server;
    server.setSslConfiguration(serverConfiguration(mode));
    server.setAuthenticator([](const PeerInfo &request) {
        const bool isValid =
            !request.certificate.isEmpty() && request.certificateProblems.isEmpty();
        return isValid ? Admission::accept() : Admission::refuse(403);
    });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setSslConfiguration(m_authority->configuration(shown == "valid"_L1 ? m_client
            : shown == "expired"_L1                                           ? m_expired
                                    : Certificates::Identity()));
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    if (outcome == "accepted"_L1) {
        QTRY_COMPARE(server.channels().size(), 1);
        QCOMPARE(failed.size(), 0);
        return;
    }
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
    if (outcome == "403"_L1)
        QCOMPARE(client.lastFailure().httpStatus, 403);
    else
        QTRY_COMPARE(server.statistics().failedTlsHandshakes, 1u);
}

void tst_Tls::certificateIsInTheContext()
{
    Server server;
    server.setSslConfiguration(serverConfiguration(QSslSocket::VerifyPeer));
    QVERIFY(server.listen());
    Client client(server.url());
    client.setSslConfiguration(m_authority->configuration(m_client));
    client.open();
    QTRY_COMPARE(server.channels().size(), 1);
    const PeerInfo peer = server.channels()[0]->peer();
    QCOMPARE(QSslCertificate(peer.certificate, QSsl::Der), m_client.certificate);
    QCOMPARE(peer.certificateProblems, QStringList());
}

void tst_Tls::refusedUpgradeIsReadOverTls()
{
    Server server;
    server.setSslConfiguration(serverConfiguration());
    server.setAuthenticator(
        [](const PeerInfo &) { return Admission::refuse(429, {}, std::chrono::seconds(77)); });
    QVERIFY(server.listen());
    Client client(server.url());
    client.setSslConfiguration(m_authority->configuration());
    QSignalSpy reconnecting(&client, &Client::reconnecting);
    client.open();
    QTRY_COMPARE(reconnecting.size(), 1);
    QCOMPARE(client.lastFailure().httpStatus, 429);
    QCOMPARE(client.lastFailure().retryAfter, std::chrono::seconds(77));
    QVERIFY(client.retryIn() > std::chrono::seconds(70));
}

void tst_Tls::certificateMayChangeMeanwhile()
{
    QFETCH(const int, threads);
    Calculator calculator;
    Server server;
    server.setThreadCount(threads);
    server.setSslConfiguration(serverConfiguration());
    server.expose(&calculator);
    QVERIFY(server.listen());
    Client early(server.url());
    early.setSslConfiguration(m_authority->configuration());
    early.open();
    QCOMPARE(waitFor(early.call<int>("add", 1, 2)), 3);

    QSslConfiguration renewed = m_authority->configuration(m_renewed);
    renewed.setPeerVerifyMode(QSslSocket::VerifyNone);
    server.setSslConfiguration(renewed);
    QSslSocket late;
    late.setSslConfiguration(m_authority->configuration());
    late.connectToHostEncrypted(u"localhost"_s, server.port());
    QTRY_VERIFY(late.isEncrypted());
    QCOMPARE(late.peerCertificate(), m_renewed.certificate);
    QCOMPARE(waitFor(early.call<int>("add", 3, 4)), 7); // is not affected
}

void tst_Tls::protocolIsAgreedOn_data()
{
    QTest::addColumn<QByteArrayList>("ofServer");
    QTest::addColumn<QByteArrayList>("ofClient");
    QTest::addColumn<QByteArray>("agreed");
    const QByteArrayList none;
    const QByteArrayList http{"h2", "http/1.1"};
    QTest::newRow("by default") << none << http << QByteArray("http/1.1");
    QTest::newRow("none offered") << none << none << QByteArray();
    QTest::newRow("the user's") << QByteArrayList{"mine", "http/1.1"} << QByteArrayList{"mine"}
                                << QByteArray("mine");
}

void tst_Tls::protocolIsAgreedOn()
{
    QFETCH(const QByteArrayList, ofServer);
    QFETCH(const QByteArrayList, ofClient);
    QFETCH(const QByteArray, agreed);
    Server server;
    QSslConfiguration configuration = serverConfiguration();
    configuration.setAllowedNextProtocols(ofServer);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen());
    QSslConfiguration ofPeer = m_authority->configuration();
    ofPeer.setAllowedNextProtocols(ofClient);
    RawPeer peer(server.port(), ofPeer);
    QVERIFY(peer.upgrade());
    QCOMPARE(peer.sslConfiguration().nextNegotiatedProtocol(), agreed);
}

void tst_Tls::strangeProtocolIsRefused()
{
    Server server;
    server.setSslConfiguration(serverConfiguration());
    QVERIFY(server.listen());
    QSslConfiguration ofPeer = m_authority->configuration();
    ofPeer.setAllowedNextProtocols({"h2"});
    RawPeer peer(server.port(), ofPeer);
    QTRY_COMPARE(server.statistics().failedTlsHandshakes, 1u);
    QTRY_COMPARE(peer.socket().error(), QAbstractSocket::SslHandshakeFailedError);
    QCOMPARE(server.statistics().acceptedConnections, 0u);
}

void tst_Tls::earlierSessionIsNoObstacle_data()
{
    QTest::addColumn<QSsl::SslProtocol>("version");
    QTest::newRow("TLS 1.2") << QSsl::TlsV1_2;
    QTest::newRow("TLS 1.3") << QSsl::TlsV1_3;
}

// A server resumes no sessions. A client that asks for its last one gets a new one, and is asked for
// its certificate again.
void tst_Tls::earlierSessionIsNoObstacle()
{
    QFETCH(const QSsl::SslProtocol, version);
    Server server;
    server.setSslConfiguration(serverConfiguration(QSslSocket::VerifyPeer));
    QVERIFY(server.listen());
    QSslConfiguration ofPeer = m_authority->configuration(m_client);
    ofPeer.setProtocol(version);
    ofPeer.setSslOption(QSsl::SslOptionDisableSessionPersistence, false);
    RawPeer first(server.port(), ofPeer);
    QVERIFY(first.upgrade());
    QTRY_VERIFY(!first.sslConfiguration().sessionTicket().isEmpty());

    ofPeer.setSessionTicket(first.sslConfiguration().sessionTicket());
    RawPeer second(server.port(), ofPeer);
    QVERIFY(second.upgrade());
    QTRY_COMPARE(server.channels().size(), 2);
    QCOMPARE(
        QSslCertificate(server.channels()[1]->peer().certificate, QSsl::Der), m_client.certificate);
    QTRY_VERIFY(!second.sslConfiguration().sessionTicket().isEmpty());
    QVERIFY(second.sslConfiguration().sessionTicket() != ofPeer.sessionTicket());
    QCOMPARE(server.statistics().failedTlsHandshakes, 0u);
}

void tst_Tls::connectionEnds_data()
{
    addTlsEnds(notification, Role::Server);
}

void tst_Tls::connectionEnds()
{
    QFETCH(const QByteArray, sent);
    QFETCH(const bool, hasNotice);
    QFETCH(const int, code);
    Calculator calculator;
    Server server;
    server.setSslConfiguration(serverConfiguration());
    server.expose(&calculator);
    QVERIFY(server.listen());
    RawPeer peer(server.port(), m_authority->configuration());
    QVERIFY(peer.upgrade());
    QCOMPARE(static_cast<QSslSocket &>(peer.socket()).sessionProtocol(), QSsl::TlsV1_3);
    QTRY_COMPARE(server.channels().size(), 1);
    QSignalSpy disconnected(server.channels()[0], &Channel::disconnected);
    peer.send(0x81, notification);
    peer.socket().write(sent);
    QTRY_COMPARE(calculator.executions, 1);
    endTls(peer.socket(), hasNotice);
    QTRY_COMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, code);
    QCOMPARE(calculator.executions, 1);
}

QTEST_GUILESS_MAIN(tst_Tls)

#include "tst_tls.moc"
