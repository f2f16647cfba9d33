// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "serveroptions.h"

#include <QCommandLineParser>
#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

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
        {u"allow-origin"_s, u"Origin of web pages that are let in, or *; may be repeated."_s,
            u"ORIGIN"_s},
        {u"tls-cert"_s, u"Certificate, for wss."_s, u"FILE"_s},
        {u"tls-key"_s, u"Private key of the certificate."_s, u"FILE"_s},
        {u"threads"_s, u"Threads to spread connections over."_s, u"N"_s, u"1"_s},
    });
}

struct File
{
    QByteArray contents;
    QString problem;
};

File readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, u"%1: %2"_s.arg(path, file.errorString())};
    return {file.readAll(), {}};
}

QSslKey readKey(const QByteArray &pem)
{
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec, QSsl::Dsa}) {
        if (const QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return {};
}

std::variant<QSslConfiguration, UsageError> readTls(
    const QString &certificatePath, const QString &keyPath)
{
    const File certificates = readFile(certificatePath);
    const File key = readFile(keyPath);
    for (const File &file : {certificates, key}) {
        if (!file.problem.isEmpty())
            return UsageError{file.problem};
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromData(certificates.contents));
    configuration.setPrivateKey(readKey(key.contents));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (configuration.localCertificate().isNull())
        return UsageError{u"--tls-cert: no certificate in "_s + certificatePath};
    if (configuration.privateKey().isNull())
        return UsageError{u"--tls-key: no private key in "_s + keyPath};
    return configuration;
}

// What is wrong; empty if nothing is.
QString readNetworkOptions(const QCommandLineParser &parser, ServerOptions &options)
{
    bool isNumber = false;
    if (!options.address.setAddress(parser.value(u"address"_s)))
        return u"--address: not an address: "_s + parser.value(u"address"_s);
    options.port = parser.value(u"port"_s).toUShort(&isNumber);
    if (!isNumber)
        return u"--port: not a port: "_s + parser.value(u"port"_s);
    options.threads = parser.value(u"threads"_s).toInt(&isNumber);
    if (!isNumber || options.threads < 1)
        return u"--threads: not a number from 1: "_s + parser.value(u"threads"_s);
    options.path = parser.value(u"path"_s);
    if (!options.path.startsWith(u'/') || options.path.endsWith(u'/'))
        return u"--path: not a path that begins with a slash and ends without: "_s + options.path;
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
    ServerOptions options;
    if (dialect == "jsonrpc"_L1)
        options.dialect = WebSocketRpc::Dialect::JsonRpc2;
    else if (dialect == "fastapi"_L1)
        options.dialect = WebSocketRpc::Dialect::FastApi;
    else if (dialect != "auto"_L1)
        return UsageError{u"--dialect: unknown dialect "_s + dialect};
    if (const QString problem = readNetworkOptions(parser, options); !problem.isEmpty())
        return UsageError{problem};
    if (parser.isSet(u"token"_s) && parser.value(u"token"_s).isEmpty())
        return UsageError{u"--token: the token is empty"_s};
    options.token = parser.value(u"token"_s).toUtf8();
    options.origins = parser.values(u"allow-origin"_s);
    if (options.origins.contains(QString()))
        return UsageError{u"--allow-origin: the origin is empty"_s};
    if (parser.isSet(u"tls-cert"_s) != parser.isSet(u"tls-key"_s))
        return UsageError{u"--tls-cert and --tls-key go together"_s};
    if (parser.isSet(u"tls-cert"_s)) {
        const auto tls = readTls(parser.value(u"tls-cert"_s), parser.value(u"tls-key"_s));
        if (const auto *error = std::get_if<UsageError>(&tls))
            return *error;
        options.tls = std::get<QSslConfiguration>(tls);
    }
    return options;
}

} // namespace Interop
