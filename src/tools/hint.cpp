// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "hint.h"

#include "api/documentreader.h"
#include "api/nearestname.h"
#include "api/signature.h"

#include <websocketrpc/client.h>

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using WebSocketRpc::Error;

namespace {

QStringList usageOf(const Api::Method &method)
{
    QStringList lines;
    for (const Api::Overload &overload : method.overloads)
        lines.append(u"usage: "_s + plainText(signatureOf(method, overload)));
    return lines;
}

QStringList hintsFor(const QString &name, const Api::Document &document)
{
    if (const Api::Method *method = document.method(name))
        return usageOf(*method);
    const QString nearest = Api::nearestName(name, namesIn(document));
    if (nearest.isEmpty())
        return {u"'wsrpc describe' prints what there is"_s};
    if (const Api::Method *method = document.method(nearest))
        return QStringList{u"is it '%1'?"_s.arg(nearest)} + usageOf(*method);
    return {u"'%1' is no method; see 'wsrpc get', 'watch' and 'listen'"_s.arg(nearest)};
}

void printHints(const QString &method, const QJsonObject &json)
{
    const auto reading = Api::readDocument(json);
    const auto *document = std::get_if<Api::Document>(&reading);
    for (const QString &hint : document ? hintsFor(method, *document) : QStringList())
        reportHint(hint);
}

} // namespace

bool mayBeExplained(const Error &error)
{
    return error.kind() == Error::Kind::Remote
        && (error.code() == Error::MethodNotFound || error.code() == Error::InvalidParams);
}

void explainAndExit(WebSocketRpc::Client &client, const QString &method, ExitStatus status)
{
    client.with({.timeout = 2s, .waitForConnection = false})
        .call<QJsonObject>("rpc.discover")
        .then(&client,
            [method, status](const QJsonObject &document) {
                printHints(method, document);
                QCoreApplication::exit(status);
            })
        .onFailed(&client, [status](const Error &) { QCoreApplication::exit(status); });
}
