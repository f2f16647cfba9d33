// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "programdocuments.h"

#include "02-both-ways/host.h"
#include "03-python/kitchen.h"
#include "04-reconnect/squares.h"
#include "05-authentication/library.h"
#include "06-qml/parceloffice.h"
#include "07-widgets/reportservice.h"
#include "08-qttest/heater.h"
#include "09-long-work/archive.h"
#include "10-thermostat/boiler.h"
#include "11-generated/greenhouseservice.h"
#include "12-million-rows/metermodel.h"
#include "serverprocess.h"
#include "waitfor.h"

#include <websocketrpc/client.h>
#include <websocketrpc/registertype.h>
#include <websocketrpc/server.h>

#include <functional>

#define main mainOfConcat // this example is one file
#include "01-concat/main.cpp"
#undef main

using namespace Qt::StringLiterals;
using namespace WebSocketRpc;

namespace {

QJsonObject documentOf(const QUrl &url)
{
    Client client(url);
    client.open();
    return waitFor(client.call<QJsonObject>("rpc.discover"));
}

QJsonObject documentOf(const std::function<void(Server &server)> &expose)
{
    Server server;
    expose(server);
    server.setDiscoverable({.title = u"Example"_s});
    if (!server.listen())
        qFatal("%s", qPrintable(server.errorString()));
    return documentOf(server.url());
}

QJsonObject documentOf(QObject &service)
{
    return documentOf([&service](Server &server) { server.expose(&service); });
}

class SomeHeater final : public Heater
{
public:
    void setPower(int) override { }
};

} // namespace

std::vector<ProgramDocument> documentsOfPrograms()
{
    registerType<Report>();
    const ServerProcess interopServer;
    Strings strings;
    Host host;
    Kitchen kitchen;
    Squares squares;
    Library library;
    SomeHeater heater;
    Archive archive;
    Boiler boiler;
    GreenhouseService greenhouse;
    if (!greenhouse.open())
        qFatal("the greenhouse cannot listen");
    MeterModel meters;
    ParcelOffice parcels;
    ReportService reports;
    return {{"interop-server", documentOf(interopServer.url())}, {"01-concat", documentOf(strings)},
        {"02-both-ways", documentOf(host)}, {"03-python", documentOf(kitchen)},
        {"04-reconnect", documentOf(squares)}, {"05-authentication", documentOf(library)},
        {"06-qml", documentOf(parcels.url())}, {"07-widgets", documentOf(reports)},
        {"08-qttest", documentOf(heater)}, {"09-long-work", documentOf(archive)},
        {"10-thermostat", documentOf(boiler.url())}, {"11-generated", documentOf(greenhouse.url())},
        {"12-million-rows", documentOf([&meters](Server &server) {
             server.expose(&meters, {.name = u"meters"_s, .roles = {Qt::DisplayRole}});
         })}};
}
