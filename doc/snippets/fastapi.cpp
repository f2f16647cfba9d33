// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "tst_snippets.h"

#include <websocketrpc/logging.h>
#include <websocketrpc/route.h>
#include <websocketrpc/utilitymethods.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

void Snippets::speakFastApi()
{
    const QByteArray token = "a-secret";
    QStringList clients;
    //! [server]
    using namespace WebSocketRpc;

    Server server;
    Route &route = server.route(u"/ws/*"_s);
    route.expose(&m_calculator);
    route.exposeEach([](Channel &) { return std::make_unique<UtilityMethods>(); });
    route.setAuthenticator([token](const PeerInfo &request) {
        return request.header("X-TOKEN") == token ? Admission::accept(request.path)
                                                  : Admission::refuse(403);
    });
    connect(&server, &Server::channelOpened, this, [&](Channel *channel) {
        channel->fetchPeerId().then(channel, [&clients](const QString &id) { clients.append(id); });
    });
    QVERIFY(server.listen());
    //! [server]
    QUrl url = server.url();
    url.setPath(u"/ws/8d9f"_s);
    QStringList log;

    //! [client]
    Client client(url);
    client.setDialect(Dialect::FastApi);
    client.setHeader("X-TOKEN", token);
    client.setCallOptions({.timeout = 5s});
    client.setReconnectPolicy({.firstDelay = 100ms, .maximumDelay = 120s});
    client.expose(&m_clientLog);
    client.open();

    client
        .call<&CalculatorApi::add>(1, 2) // by the names that the class declares
        .then(this, [&](int sum) { log.append(u"%1"_s.arg(sum)); });
    client.call<QString>("echo", {{"text", "hello"}})
        .then(this, [&](const QString &text) { log.append(text); })
        .onFailed(this, [&](const Error &error) { log.append(error.message()); });
    //! [client]
    QTRY_COMPARE(log, (QStringList{u"3"_s, u"hello"_s}));
    QTRY_COMPARE(clients, QStringList{client.id()});

    bool isClosed = false;
    //! [closed]
    QtFuture::connect(&client, &Client::disconnected).then(this, [&](const CloseReason &) {
        isClosed = true;
    });
    //! [closed]
    client.close();
    QTRY_VERIFY(isClosed);
}

void Snippets::chooseLogging()
{
    //! [logging]
    WebSocketRpc::setLogging(WebSocketRpc::LoggingForm::Timestamps, QtDebugMsg);
    //! [logging]
    WebSocketRpc::setLogging(WebSocketRpc::LoggingForm::AsApplication);
}
