// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "basicservice.h"
#include "callbackservice.h"
#include "roundtripservice.h"
#include "serveroptions.h"
#include "shutdownsignal.h"

#include <websocketrpc/server.h>

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Interop;
using namespace std::chrono_literals;

namespace {

constexpr int usageStatus = 2;

// Quits when the running calls are answered and the connections closed, or have taken too long.
void drain(WebSocketRpc::Server *server)
{
    const auto isBusy = [](WebSocketRpc::Channel *channel) {
        return channel->statistics().runningCalls > 0;
    };
    auto *timer = new QTimer(server);
    const QDeadlineTimer patience(10s);
    QObject::connect(timer, &QTimer::timeout, server, [server, isBusy, patience] {
        if (std::ranges::any_of(server->channels(), isBusy) && !patience.hasExpired())
            return;
        server->close();
        if (server->channels().isEmpty() || patience.hasExpired())
            QCoreApplication::quit();
    });
    timer->start(10ms);
}

int serve(const ServerOptions &options)
{
    const WebSocketRpc::ExposeOptions snakeCase = {.names = WebSocketRpc::MethodNames::SnakeCase};
    BasicService basic;
    RoundTripService roundTrips;
    CallbackService callbacks;

    WebSocketRpc::Server server;
    server.expose(&basic, snakeCase);
    server.expose(&roundTrips, snakeCase);
    server.expose(&callbacks, snakeCase);
    if (!server.listen(options.address, options.port)) {
        std::fprintf(stderr, "interop-server: %s\n", qUtf8Printable(server.errorString()));
        return EXIT_FAILURE;
    }

    const ShutdownSignal shutdown;
    QObject::connect(&shutdown, &ShutdownSignal::received, &server, [&server] { drain(&server); });

    QUrl url = server.url();
    url.setPath(options.path);
    std::printf("listening on %s\n", qUtf8Printable(url.toString()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    registerTypes();

    const auto options = parseOptions(QCoreApplication::arguments());
    if (const auto *error = std::get_if<UsageError>(&options)) {
        std::fprintf(stderr, "interop-server: %s\n", qUtf8Printable(error->message));
        return usageStatus;
    }
    return serve(std::get<ServerOptions>(options));
}
