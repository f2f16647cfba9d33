// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serveroptions.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace Interop {

namespace {

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"Serves the methods that other peers are tested with."_s);
    parser.addHelpOption();
    parser.addOptions({
        {u"address"_s, u"Address to listen on."_s, u"ADDRESS"_s, u"127.0.0.1"_s},
        {u"port"_s, u"Port to listen on; 0 for a free one."_s, u"PORT"_s, u"0"_s},
        {u"path"_s, u"Path to serve, with all below it."_s, u"PATH"_s, u"/ws"_s},
        {u"dialect"_s, u"auto, jsonrpc or fastapi."_s, u"DIALECT"_s, u"auto"_s},
        {u"token"_s, u"Token that a client must show."_s, u"SECRET"_s},
        {u"tls-cert"_s, u"Certificate, for wss."_s, u"FILE"_s},
        {u"tls-key"_s, u"Private key of the certificate."_s, u"FILE"_s},
        {u"threads"_s, u"Threads to spread connections over."_s, u"N"_s, u"1"_s},
    });
}

// A client must not take a server for stricter than it is, so nothing is ignored.
QString unsupportedOption(const QCommandLineParser &parser)
{
    for (const QString &option : {u"token"_s, u"tls-cert"_s, u"tls-key"_s}) {
        if (parser.isSet(option))
            return u"--%1 is not supported yet"_s.arg(option);
    }
    if (parser.value(u"dialect"_s) == "fastapi"_L1)
        return u"--dialect fastapi is not supported yet"_s;
    if (parser.value(u"threads"_s) != "1"_L1)
        return u"--threads: only 1 is supported yet"_s;
    if (parser.value(u"path"_s) != "/ws"_L1)
        return u"--path: only /ws is supported yet"_s;
    return {};
}

} // namespace

std::variant<ServerOptions, UsageError> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return UsageError{parser.errorText()};
    if (parser.isSet(u"help"_s))
        parser.showHelp();
    if (!parser.positionalArguments().isEmpty())
        return UsageError{u"unexpected argument: "_s + parser.positionalArguments().constFirst()};

    const QString dialect = parser.value(u"dialect"_s);
    if (!QStringList{u"auto"_s, u"jsonrpc"_s, u"fastapi"_s}.contains(dialect))
        return UsageError{u"--dialect: unknown dialect "_s + dialect};
    if (const QString problem = unsupportedOption(parser); !problem.isEmpty())
        return UsageError{problem};

    ServerOptions options;
    if (!options.address.setAddress(parser.value(u"address"_s)))
        return UsageError{u"--address: not an address: "_s + parser.value(u"address"_s)};
    bool isPort = false;
    options.port = parser.value(u"port"_s).toUShort(&isPort);
    if (!isPort)
        return UsageError{u"--port: not a port: "_s + parser.value(u"port"_s)};
    return options;
}

} // namespace Interop
