// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/client.h>

#include <QEventLoop>
#include <QTest>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>

using namespace WebSocketRpc;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// Events on a connection while user code waits in a local event loop.
class tst_ClientNesting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void connectedMayWaitForTheFirstMessage();
    void connectedMayWaitForTheLoss();
    void batchOfALostConnectionIsNotAnswered();

private:
    QWebSocketServer m_server{QString(), QWebSocketServer::NonSecureMode};
    std::function<void(QWebSocket *)> m_accept;
};

// Waits for that signal, but not forever.
template<typename Sender, typename Signal>
static bool waitInside(const Sender *sender, Signal signal)
{
    bool came = false;
    QEventLoop loop;
    QObject::connect(sender, signal, &loop, [&] {
        came = true;
        loop.quit();
    });
    QTimer::singleShot(5s, &loop, &QEventLoop::quit);
    loop.exec();
    return came;
}

class Guest : public QObject
{
    Q_OBJECT

public:
    Q_INVOKABLE void greet() { Q_EMIT greeted(); }
    Q_INVOKABLE int one() { return 1; }
    Q_INVOKABLE void wait() { waiting(); }

    std::function<void()> waiting;

Q_SIGNALS:
    void greeted();
};

void tst_ClientNesting::init()
{
    QTest::failOnWarning(QRegularExpression(u".?"_s));
    if (m_server.isListening())
        return;
    QVERIFY(m_server.listen(QHostAddress::LocalHost));
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        QWebSocket *const socket = m_server.nextPendingConnection();
        socket->setParent(&m_server);
        m_accept(socket);
    });
}

void tst_ClientNesting::connectedMayWaitForTheFirstMessage()
{
    // Together with the answer to the handshake, so that it has arrived when connected() is
    // emitted.
    m_accept = [](QWebSocket *socket) {
        socket->sendTextMessage(uR"({"jsonrpc":"2.0","method":"greet"})"_s);
    };
    Guest guest;
    Client client(m_server.serverUrl());
    client.expose(&guest);
    std::optional<bool> came;
    connect(&client, &Client::connected, this, [&] { came = waitInside(&guest, &Guest::greeted); });
    client.open();
    QTRY_VERIFY_WITH_TIMEOUT(came.has_value(), 10'000);
    QVERIFY(*came);
}

void tst_ClientNesting::connectedMayWaitForTheLoss()
{
    m_accept = [](QWebSocket *socket) { socket->close(); };
    Client client(m_server.serverUrl());
    client.setReconnectPolicy({.maximumAttempts = 0});
    std::optional<bool> came;
    connect(&client, &Client::connected, this,
        [&] { came = waitInside(&client, &Client::disconnected); });
    client.open();
    QTRY_VERIFY_WITH_TIMEOUT(came.has_value(), 10'000);
    QVERIFY(*came);
}

// The peer of the next connection may have made another request with the same id.
void tst_ClientNesting::batchOfALostConnectionIsNotAnswered()
{
    QList<QPointer<QWebSocket>> sockets;
    QStringList received;
    m_accept = [&](QWebSocket *socket) {
        sockets.append(socket);
        connect(socket, &QWebSocket::textMessageReceived, this,
            [&](const QString &message) { received.append(message); });
        if (sockets.size() == 1) {
            socket->sendTextMessage(
                uR"([{"jsonrpc":"2.0","id":7,"method":"one"},{"jsonrpc":"2.0","method":"wait"}])"_s);
        }
    };
    Guest guest;
    Client client(m_server.serverUrl());
    client.setSharesFrames(false);
    client.setReconnectPolicy({.firstDelay = 1ms});
    client.expose(&guest);
    bool reconnected = false;
    guest.waiting = [&] {
        sockets.first()->abort();
        reconnected = waitInside(&client, &Client::connected);
    };
    client.open();
    QTRY_VERIFY_WITH_TIMEOUT(reconnected, 10'000);
    QTRY_COMPARE(sockets.size(), 2);
    // The next message shows that it was not sent.
    sockets.last()->sendTextMessage(uR"({"jsonrpc":"2.0","id":8,"method":"one"})"_s);
    QTRY_COMPARE(received, QStringList{uR"({"jsonrpc":"2.0","result":1,"id":8})"_s});
}

QTEST_MAIN(tst_ClientNesting)

#include "tst_clientnesting.moc"
