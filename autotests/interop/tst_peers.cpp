// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QProcess>

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

class Echo : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE QString echo(const QString &text) { return text; }
};

// WebSockets of other libraries and of a browser. The peer echoes everything, split inside
// characters. So a caller receives its own call, and then its own answer.
class tst_Peers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void peerIsTheServer_data();
    void peerIsTheServer();
    void peerIsTheClient_data();
    void peerIsTheClient();
    void peerIsTheClientOfAQWebSocket();

private:
    static void addRows();
    void startPeer(const QStringList &arguments = {});
    void callPeers(Server &server, const QStringList &characters = s_characters);
    void callItself(Channel &channel, const QStringList &characters = s_characters);

    static inline const QStringList s_characters = {u"x"_s, u"é"_s, u"€"_s, u"😀"_s};

    std::unique_ptr<QProcess> m_peer;
    Echo m_echo;
};

void tst_Peers::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
}

void tst_Peers::cleanup()
{
    if (m_peer)
        m_peer->kill();
    if (m_peer)
        m_peer->waitForFinished();
    m_peer.reset();
}

void tst_Peers::addRows()
{
    QTest::addColumn<std::optional<Compression>>("compression");
    QTest::newRow("plain") << std::optional<Compression>();
    QTest::newRow("compressed") << std::optional(Compression());
    QTest::newRow("each message compressed")
        << std::optional(Compression{.windowBits = 15, .memoryLevel = 8, .smallestMessage = 1});
    QTest::newRow("compressed, with a small window")
        << std::optional(Compression{.windowBits = 9, .smallestMessage = 1});
    QTest::newRow("compressed, without context takeover")
        << std::optional(Compression{.contextTakeover = false, .smallestMessage = 1});
}

void tst_Peers::startPeer(const QStringList &arguments)
{
    QStringList command = qEnvironmentVariable("PEER").split(u' ');
    if (QByteArray(QTest::currentDataTag()).contains("compressed"))
        command.append(u"--compressed"_s);
    m_peer = std::make_unique<QProcess>();
    m_peer->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_peer->start(command[0], command.sliced(1) + arguments);
    QVERIFY2(m_peer->waitForStarted(), qPrintable(m_peer->errorString()));
}

void tst_Peers::callItself(Channel &channel, const QStringList &characters)
{
    const QString all = characters.join(QString());
    for (int i = 0; i < 5; ++i) {
        for (const QString &text : characters + QStringList{all + all, QString()})
            QCOMPARE(waitFor(channel.call<QString>("echo", text)), text);
    }
    const QString large = all.repeated(200 * 1024 / all.toUtf8().size());
    for (int i = 0; i < 5; ++i)
        QCOMPARE(waitFor(channel.call<QString>("echo", large)), large);
}

// The server calls everyone who connects.
void tst_Peers::callPeers(Server &server, const QStringList &characters)
{
    server.setDialect(Dialect::JsonRpc2);
    server.setAllowedOrigins({u"null"_s}); // of a page that is a file
    server.expose(&m_echo);
    QVERIFY(server.listen());
    startPeer({server.url().toString()});
    QTRY_VERIFY_WITH_TIMEOUT(!server.channels().isEmpty(), 30'000);
    qsizetype called = 0;
    while (called < server.channels().size()) {
        callItself(*server.channels()[called++], characters);
        if (QTest::currentTestFailed())
            return;
    }
    QCOMPARE(server.channels().size(), called); // nobody was cut off
}

void tst_Peers::peerIsTheServer_data()
{
    addRows();
}

void tst_Peers::peerIsTheServer()
{
    QFETCH(std::optional<Compression>, compression);
    startPeer();
    QTRY_VERIFY(m_peer->canReadLine());
    const QUrl url(QString::fromUtf8(m_peer->readLine().trimmed()));
    // Some split all messages of a connection in the same way.
    for (int connection = 0; connection < 5; ++connection) {
        Client client(url);
        client.setSharesFrames(false);
        if (compression)
            client.setCompression(*compression);
        client.expose(&m_echo);
        client.open();
        callItself(client);
        if (QTest::currentTestFailed())
            return;
        QSignalSpy disconnected(&client, &Channel::disconnected);
        client.close();
        QTRY_COMPARE(disconnected.size(), 1);
        QCOMPARE(disconnected[0][0].value<CloseReason>().code, 1000);
    }
}

void tst_Peers::peerIsTheClient_data()
{
    addRows();
}

void tst_Peers::peerIsTheClient()
{
    QFETCH(std::optional<Compression>, compression);
    Server server;
    if (compression)
        server.setCompression(*compression);
    callPeers(server);
}

// A QWebSocket cannot read a character that is split, so there is none.
void tst_Peers::peerIsTheClientOfAQWebSocket()
{
    Server server;
    server.setUsesQWebSocket(true);
    callPeers(server, {u"x"_s});
}

QTEST_GUILESS_MAIN(tst_Peers)
#include "tst_peers.moc"
