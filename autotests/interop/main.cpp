// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "basicservice.h"
#include "callbackservice.h"
#include "fractionservice.h"
#include "longcallservice.h"
#include "parcelservice.h"
#include "roundtripservice.h"
#include "serveroptions.h"
#include "shutdownsignal.h"
#include "streamservice.h"
#include "thermostatservice.h"

#include <websocketrpc/constanttime.h>
#include <websocketrpc/route.h>
#include <websocketrpc/server.h>
#include <websocketrpc/utilitymethods.h>

#include <QCoreApplication>

#include <cstdio>

using namespace Interop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int usageStatus = 2;

// Accepts clients with the token, in either of the two headers that clients use.
WebSocketRpc::Admission admit(const WebSocketRpc::PeerInfo &request, const QByteArray &token)
{
    using WebSocketRpc::equalInConstantTime;
    const bool isKnown = equalInConstantTime(request.header("Authorization"), "Bearer " + token)
        || equalInConstantTime(request.header("X-TOKEN"), token);
    return isKnown ? WebSocketRpc::Admission::accept(u"token bearer"_s)
                   : WebSocketRpc::Admission::refuse(403, u"the token is missing or wrong"_s);
}

// Each connection has its own services, in the thread of the connection.
template<typename Service>
void exposeEach(WebSocketRpc::Server &server)
{
    server.exposeEach([](WebSocketRpc::Channel &) { return std::make_unique<Service>(); },
        {.names = WebSocketRpc::MethodNames::SnakeCase});
}

// In Python add() accepts fractions, too, because Python does not check declared types.
void exposeFractions(WebSocketRpc::Channel &channel)
{
    if (channel.dialect() != WebSocketRpc::Dialect::FastApi)
        return;
    auto *const fractions = new FractionService(&channel);
    channel.expose(fractions);
}

void exposeSharedObjects(
    WebSocketRpc::Server &server, ThermostatService &thermostat, HiddenService &hidden)
{
    server.expose(&thermostat,
        {.prefix = u"thermostat."_s,
            .names = WebSocketRpc::MethodNames::SnakeCase,
            .sharedSignals = {u"alarm"_s, u"said"_s},
            .sharedProperties = {u"temperature"_s, u"name"_s},
            .writableProperties = {u"setpoint"_s}});
    server.expose(&hidden, {.prefix = u"hidden."_s});
}

void exposeParcels(WebSocketRpc::Server &server, ParcelService &parcels)
{
    server.expose(&parcels, {.names = WebSocketRpc::MethodNames::SnakeCase});
    server.expose(&parcels.model(),
        {.name = u"parcels"_s, .writable = true, .insertable = true, .removable = true});
}

int serve(const ServerOptions &options)
{
    ThermostatService thermostat;
    HiddenService hidden;
    ParcelService parcels;
    WebSocketRpc::Server server;
    exposeEach<BasicService>(server);
    exposeEach<RoundTripService>(server);
    exposeEach<CallbackService>(server);
    exposeEach<LongCallService>(server);
    exposeEach<StreamService>(server);
    exposeEach<WebSocketRpc::UtilityMethods>(server);
    exposeSharedObjects(server, thermostat, hidden);
    exposeParcels(server, parcels);
    server.exposeEach([](WebSocketRpc::Channel &channel) -> std::unique_ptr<QObject> {
        exposeFractions(channel);
        QObject::connect(&channel, &WebSocketRpc::Channel::dialectChanged, &channel,
            [&channel] { exposeFractions(channel); });
        return nullptr;
    });
    server.setDiscoverable({.title = u"interop-server"_s});
    server.setDialect(options.dialect);
    server.setAllowedOrigins(options.origins);
    server.route(options.path);
    server.route(options.path + u"/*"_s);
    server.setThreadCount(options.threads > 1 ? options.threads : 0);
    if (!options.token.isEmpty())
        server.setAuthenticator([token = options.token](const WebSocketRpc::PeerInfo &request) {
            return admit(request, token);
        });
    if (options.tls)
        server.setSslConfiguration(*options.tls);
    if (!server.listen(options.address, options.port)) {
        std::fprintf(stderr, "interop-server: %s\n", qUtf8Printable(server.errorString()));
        return EXIT_FAILURE;
    }

    const ShutdownSignal shutdown;
    QObject::connect(&shutdown, &ShutdownSignal::received, &server,
        [&server] { server.drain(10s).then(&server, [] { QCoreApplication::quit(); }); });

    std::printf("listening on %s\n", qUtf8Printable(server.url().toString()));
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
