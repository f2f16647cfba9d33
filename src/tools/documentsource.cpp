// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "documentsource.h"

#include "api/documentreader.h"
#include "connection.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTimer>

using namespace Qt::StringLiterals;
using WebSocketRpc::Error;

namespace {

Error explained(const Error &error)
{
    if (error.kind() != Error::Kind::Remote || error.code() != Error::MethodNotFound)
        return error;
    return Error(error.code(), u"the peer does not tell what it offers: "_s + error.message());
}

std::variant<QJsonObject, ExitStatus> askedOf(const ConnectionOptions &options)
{
    Connection connection(options);
    WebSocketRpc::Client *const client = &connection.client();
    QJsonObject document;
    connection.open();
    // A call may fail at once, but only a running event loop can be ended.
    QTimer::singleShot(0, client, [&connection, &document, client] {
        client->call<QJsonObject>("rpc.discover")
            .then(client,
                [&document](const QJsonObject &result) {
                    document = result;
                    QCoreApplication::exit(Success);
                })
            .onFailed(client,
                [&connection](const Error &error) { connection.exitWith(explained(error)); });
    });
    if (const int status = QCoreApplication::exec(); status != Success)
        return ExitStatus(status);
    return document;
}

ExitStatus unusable(const DocumentSource &source, const QString &reason)
{
    const QString name = source.connection
        ? source.connection->url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery)
        : source.fileName;
    reportProblem(name + u": "_s + reason, WrongUsage);
    return WrongUsage;
}

} // namespace

std::variant<QJsonObject, ExitStatus> jsonDocumentFrom(const DocumentSource &source)
{
    if (source.connection)
        return askedOf(*source.connection);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(source.contents, &error);
    if (error.error != QJsonParseError::NoError)
        return unusable(
            source, u"this is no JSON: %1 at byte %2"_s.arg(error.errorString()).arg(error.offset));
    return document.object();
}

std::variant<Api::Document, ExitStatus> documentFrom(const DocumentSource &source)
{
    const auto json = jsonDocumentFrom(source);
    if (const auto *status = std::get_if<ExitStatus>(&json))
        return *status;
    auto reading = Api::readDocument(std::get<QJsonObject>(json));
    if (const auto *unreadable = std::get_if<Api::Unreadable>(&reading))
        return unusable(source, unreadable->reason);
    return std::get<Api::Document>(std::move(reading));
}
