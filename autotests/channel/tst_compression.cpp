// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "calculator.h"
#include "deflater_p.h"
#include "openinghandshake_p.h"
#include "rawpeer.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/test/server.h>

#include <QTcpServer>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;

namespace {

// Its size without compression.
qsizetype sizeOf(const QStringList &texts)
{
    return texts.join(QString()).toUtf8().size();
}

QStringList largeTexts()
{
    QStringList texts;
    for (int i = 0; i < 20; ++i)
        texts.append(u"{\"room\": \"hall é€😀\", \"degrees\": %1}, "_s.arg(i).repeated(100));
    return texts;
}

} // namespace

class tst_Compression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void messagesAreCompressedWhereBothEndsDo_data();
    void messagesAreCompressedWhereBothEndsDo();
    void limitIsThatOfTheUnpackedMessage();
    void bombEndsTheConnection();
    void nextConnectionBeginsAnew();
    void connectionsOfAllThreadsAreCompressed();
    void settingIsForTheNextConnection();
    void wrongExtensionFailsTheHandshake_data();
    void wrongExtensionFailsTheHandshake();

private:
    void callBothWays(Client &client);
    [[nodiscard]] qint64 bytesOnTheWire() const;

    std::unique_ptr<Calculator> m_calculator;
    std::unique_ptr<Test::Server> m_server;
};

void tst_Compression::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    m_calculator = std::make_unique<Calculator>();
    m_server = std::make_unique<Test::Server>(m_calculator.get());
}

void tst_Compression::cleanup()
{
    m_server.reset();
    m_calculator.reset();
}

qint64 tst_Compression::bytesOnTheWire() const
{
    const auto statistics = m_server->faults().statistics();
    return statistics.bytesToClient + statistics.bytesToServer;
}

void tst_Compression::callBothWays(Client &client)
{
    const QStringList texts = largeTexts();
    QTRY_COMPARE(m_server->channels().size(), 1);
    for (const QString &text : texts) {
        QCOMPARE(waitFor(client.call<QString>("echo", text)), text);
        QCOMPARE(waitFor(m_server->channels()[0]->call<QString>("echo", text)), text);
    }
    QList<Reply<int>> sums;
    for (int i = 0; i < 500; ++i)
        sums.append(client.call<int>("add", i, i));
    for (int i = 0; i < 500; ++i)
        QCOMPARE(waitFor(sums[i]), 2 * i);
}

void tst_Compression::messagesAreCompressedWhereBothEndsDo_data()
{
    QTest::addColumn<std::optional<Compression>>("ofClient");
    QTest::addColumn<std::optional<Compression>>("ofServer");
    QTest::addColumn<bool>("sharesFrames");
    QTest::addColumn<bool>("isCompressed");
    const auto row = [](const char *name, const std::optional<Compression> &client,
                         const std::optional<Compression> &server, bool isCompressed) {
        QTest::addRow("%s, shared frames", name) << client << server << true << isCompressed;
        QTest::addRow("%s, plain frames", name) << client << server << false << isCompressed;
    };
    const std::optional<Compression> none;
    const std::optional usual = Compression();
    const std::optional<Compression> forgetful = Compression{.contextTakeover = false};
    const std::optional<Compression> all =
        Compression{.windowBits = 15, .memoryLevel = 9, .smallestMessage = 0};
    const std::optional<Compression> least =
        Compression{.windowBits = 9, .memoryLevel = 1, .smallestMessage = 1};
    row("neither", none, none, false);
    row("the client alone", usual, none, false);
    row("the server alone", none, usual, false);
    row("both", usual, usual, true);
    row("both, each message", all, all, true);
    row("both, in little memory", least, least, true);
    row("much and little", all, least, true);
    row("little and much", least, all, true);
    row("the client forgets", forgetful, usual, true);
    row("the server forgets", all, forgetful, true);
}

void tst_Compression::messagesAreCompressedWhereBothEndsDo()
{
    QFETCH(std::optional<Compression>, ofClient);
    QFETCH(std::optional<Compression>, ofServer);
    QFETCH(bool, sharesFrames);
    QFETCH(bool, isCompressed);
    Client client(m_server->url());
    client.expose(m_calculator.get());
    client.setSharesFrames(sharesFrames);
    if (ofClient)
        client.setCompression(*ofClient);
    if (ofServer)
        m_server->setCompression(*ofServer);
    client.open();
    callBothWays(client);
    const qint64 uncompressed = 4 * sizeOf(largeTexts()); // there and back, twice
    if (isCompressed)
        QVERIFY2(bytesOnTheWire() < uncompressed / 2, QByteArray::number(bytesOnTheWire()));
    else
        QVERIFY(bytesOnTheWire() > uncompressed);
}

void tst_Compression::limitIsThatOfTheUnpackedMessage()
{
    m_server->setLimits({.incomingMessageSize = 10'000});
    m_server->setCompression({});
    Client client(m_server->url());
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setCompression({});
    client.open();
    QCOMPARE(waitFor(client.call<QString>("echo", QString(9000, u'x'))).size(), 9000);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"incomingMessageSize"_s));
    const Error error = errorOf(client.call<QString>("echo", QString(15'000, u'x')));
    QCOMPARE(error.code(), Error::RequestTooLarge);
    QCOMPARE(waitFor(client.call<int>("add", 1, 2)), 3);
    QSignalSpy disconnected(&client, &Channel::disconnected);
    QCOMPARE(errorOf(client.call<QString>("echo", QString(1'000'000, u'x'))).kind(),
        Error::Kind::ConnectionLost);
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1009);
    QVERIFY(bytesOnTheWire() < 20'000);
}

void tst_Compression::bombEndsTheConnection()
{
    m_server->setLimits({.incomingMessageSize = 100'000});
    m_server->setCompression({});
    RawPeer peer(m_server->port());
    QVERIFY(peer.upgrade({}, "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    peer.send(0xc2, Deflater({}, Compression()).pack(QByteArray(100'000'000, '\0')));
    QTRY_COMPARE(peer.received().size(), 1);
    QVERIFY2(peer.received()[0].startsWith("close 1009 "), peer.received()[0]);
}

void tst_Compression::nextConnectionBeginsAnew()
{
    m_server->setCompression({});
    Client client(m_server->url());
    client.expose(m_calculator.get());
    client.setCompression({.smallestMessage = 10});
    client.open();
    for (int i = 0; i < 3; ++i) {
        callBothWays(client);
        QSignalSpy connected(&client, &Channel::connected);
        m_server->faults().cut();
        QTRY_COMPARE(connected.size(), 1);
    }
}

void tst_Compression::connectionsOfAllThreadsAreCompressed()
{
    m_server->close();
    m_server->setThreadCount(2);
    m_server->setCompression({});
    QVERIFY(m_server->listen());
    std::array<std::unique_ptr<Client>, 4> clients;
    for (auto &client : clients) {
        client = std::make_unique<Client>(m_server->WebSocketRpc::Server::url());
        client->setCompression({});
        client->open();
    }
    const QString text = largeTexts().join(QString());
    for (int i = 0; i < 3; ++i) {
        for (const auto &client : clients)
            QCOMPARE(waitFor(client->call<QString>("echo", text)), text);
    }
}

void tst_Compression::settingIsForTheNextConnection()
{
    QVERIFY(!m_server->compression());
    m_server->setCompression({});
    QCOMPARE(m_server->compression(), std::optional(Compression()));
    Client client(m_server->url());
    QVERIFY(!client.compression());
    client.setCompression({.windowBits = 10});
    QCOMPARE(client.compression(), std::optional(Compression{.windowBits = 10}));
    client.open();
    const QString text(100'000, u'x');
    QCOMPARE(waitFor(client.call<QString>("echo", text)), text);
    client.setCompression(std::nullopt);
    QVERIFY(!client.compression());
    QCOMPARE(waitFor(client.call<QString>("echo", text)), text);
    QVERIFY(bytesOnTheWire() < 10'000);
    QSignalSpy connected(&client, &Channel::connected);
    m_server->faults().cut();
    QTRY_COMPARE(connected.size(), 1);
    QCOMPARE(waitFor(client.call<QString>("echo", text)), text);
    QVERIFY(bytesOnTheWire() > 200'000);
    m_server->setCompression(std::nullopt);
    QVERIFY(!m_server->compression());
}

void tst_Compression::wrongExtensionFailsTheHandshake_data()
{
    QTest::addColumn<QByteArray>("extensions");
    QTest::newRow("another one") << QByteArray("x-webkit-deflate-frame");
    QTest::newRow("one more") << QByteArray("permessage-deflate, permessage-bzip2");
    QTest::newRow("an unknown parameter") << QByteArray("permessage-deflate; level=9");
    QTest::newRow("a wrong value") << QByteArray("permessage-deflate; server_max_window_bits=16");
}

void tst_Compression::wrongExtensionFailsTheHandshake()
{
    QFETCH(QByteArray, extensions);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *const socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, extensions] {
            const QByteArray request = socket->readAll();
            constexpr QByteArrayView field = "Sec-WebSocket-Key: ";
            const QByteArray key = request.sliced(request.indexOf(field) + field.size(), 24);
            socket->write(OpeningHandshake::response(key, {}, extensions));
        });
    });
    Client client(QUrl(u"ws://127.0.0.1:%1/"_s.arg(server.serverPort())));
    client.setReconnectPolicy(ReconnectPolicy::never());
    client.setCompression({});
    QSignalSpy failed(&client, &Client::failed);
    client.open();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY2(client.lastError().message().contains("Sec-WebSocket-Extensions"_L1),
        qPrintable(client.lastError().message()));
}

QTEST_GUILESS_MAIN(tst_Compression)
#include "tst_compression.moc"
