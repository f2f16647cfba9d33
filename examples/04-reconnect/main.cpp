// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

// A client that survives the restarts of its server. The server goes away twice; the client
// reconnects each time and prints what happens. Its calls may run more than once, so they are
// marked as idempotent, and none of them fails.

#include "squares.h"

#include <websocketrpc/client.h>
#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QTextStream>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using WebSocketRpc::Client;
using WebSocketRpc::CloseReason;
using WebSocketRpc::Error;
using WebSocketRpc::Server;

static void say(const QString &what)
{
    QTextStream(stdout) << what << Qt::endl;
}

// A server that can be taken away and brought back at the same address.
class Host
{
public:
    bool start()
    {
        m_server = std::make_unique<Server>();
        m_server->expose(&m_squares);
        if (!m_server->listen(QHostAddress::LocalHost, m_port)) {
            say(u"the server cannot listen: %1"_s.arg(m_server->errorString()));
            return false;
        }
        m_port = m_server->port();
        say(u"server: here I am"_s);
        return true;
    }

    void stop()
    {
        say(u"server: going away"_s);
        m_server.reset();
    }

    [[nodiscard]] QUrl url() const { return m_server->url(); }

private:
    Squares m_squares;
    std::unique_ptr<Server> m_server;
    quint16 m_port = 0; // the first time, any
};

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Host host;
    if (!host.start())
        return EXIT_FAILURE;

    Client client(host.url());
    client.setReconnectPolicy({.firstDelay = 20ms, .maximumDelay = 100ms});
    client.setCallOptions({.timeout = 10s, .idempotent = true});
    QObject::connect(
        &client, &Client::connected, &application, [] { say(u"client: connected"_s); });
    QObject::connect(&client, &Client::disconnected, &application,
        [](const CloseReason &reason) { say(u"client: connection lost (%1)"_s.arg(reason.code)); });
    QObject::connect(&client, &Client::reconnecting, &application,
        [](int attempt, std::chrono::milliseconds delay) {
            say(u"client: attempt %1 comes in %2 ms"_s.arg(attempt).arg(delay.count()));
        });
    client.open();

    static constexpr int calls = 30;
    int answered = 0;
    QTimer caller;
    QObject::connect(&caller, &QTimer::timeout, &application, [&, number = 0]() mutable {
        if (++number == calls)
            caller.stop();
        client.call<int>("square", number)
            .then(&application,
                [&answered, number](int square) {
                    if (square == number * number && ++answered == calls) {
                        say(u"client: all %1 calls were answered"_s.arg(calls));
                        QCoreApplication::quit();
                    }
                })
            .onFailed(&application, [](const Error &error) {
                say(u"client: a call failed: %1"_s.arg(error.message()));
                QCoreApplication::exit(EXIT_FAILURE);
            });
    });
    caller.start(50ms);

    for (const auto moment : {300ms, 900ms}) {
        QTimer::singleShot(moment, &application, [&host] { host.stop(); });
        QTimer::singleShot(moment + 300ms, &application, [&host] { host.start(); });
    }
    return QCoreApplication::exec();
}
