// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/utilitymethods.h>

#include <websocketrpc/channel.h>
#include <websocketrpc/registertype.h>

#include <QCoreApplication>
#include <QDir>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

namespace WebSocketRpc {

using namespace Qt::StringLiterals;

/*!
    \class WebSocketRpc::UtilityMethods
    \inheaderfile websocketrpc/utilitymethods.h
    \inmodule WebSocketRpc
    \brief Methods for trying out and managing peers, those of RpcUtilityMethods in
    fastapi_websocket_rpc.

    An object of this class is exposed as any other, on a Server or a Channel. The peer may then
    call \c echo, \c get_process_details, \c call_me_back and \c get_response.
*/

/*!
    \class WebSocketRpc::ProcessDetails
    \inheaderfile websocketrpc/utilitymethods.h
    \inmodule WebSocketRpc
    \brief The process at the other end: its id, its command line and its working directory.
*/

/*!
    \class WebSocketRpc::PeerResponse
    \inheaderfile websocketrpc/utilitymethods.h
    \inmodule WebSocketRpc
    \brief The result of a call that was made by UtilityMethods::call_me_back(), what Python calls
    its type, and the id of the call.
*/

namespace {

constexpr qsizetype maximumUnfetched = 1000; // responses of one channel
constexpr qsizetype maximumKept = 16 * 1024 * 1024; // bytes of JSON that these take

QString typeNameOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return u"bool"_s;
    case QJsonValue::Double:
        return value.toVariant().typeId() == QMetaType::LongLong ? u"int"_s : u"float"_s;
    case QJsonValue::String:
        return u"str"_s;
    case QJsonValue::Array:
        return u"list"_s;
    case QJsonValue::Object:
        return u"dict"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return u"NoneType"_s;
}

} // namespace

// As JSON, because a QJsonValue can take fifty times the memory.
struct KeptResult
{
    QByteArray json; // in an array, as QJsonDocument has it
    QString typeName;
};

// The calls back to one channel.
struct CallsBack
{
    QHash<QString, Reply<KeptResult>> replies; // by their ids
    std::shared_ptr<qsizetype> kept = std::make_shared<qsizetype>(0);
};

namespace {

KeptResult keep(const QJsonValue &result, qsizetype &kept)
{
    const QByteArray json = QJsonDocument(QJsonArray{result}).toJson(QJsonDocument::Compact);
    if (kept + json.size() > maximumKept)
        throw Error(Error::ResponseTooLarge,
            u"the responses that were not fetched with get_response take more than %1 bytes"_s.arg(
                maximumKept));
    kept += json.size();
    return {json, typeNameOf(result)};
}

} // namespace

class UtilityMethodsPrivate
{
public:
    QHash<const QObject *, CallsBack> calls;
};

/*! Makes an object to be exposed; it is a child of \a parent. */
UtilityMethods::UtilityMethods(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<UtilityMethodsPrivate>())
{
    registerType<ProcessDetails>();
    registerType<PeerResponse>();
}

UtilityMethods::~UtilityMethods() = default;

/*! Returns \a text. */
QString UtilityMethods::echo(const QString &text) const
{
    return text;
}

/*! Returns what this process is. */
ProcessDetails UtilityMethods::get_process_details() const
{
    return {QCoreApplication::applicationPid(), QCoreApplication::arguments(), QDir::currentPath()};
}

/*!
    Calls the method \a method_name of the caller, which \a context names, with the arguments \a args
    by name. Returns at once, with an id for get_response(). At most 1000 responses and 16 MiB of JSON
    are kept for each channel, until they are fetched or the channel is gone. A response that does not
    fit is dropped, and get_response() fails with Error::ResponseTooLarge.
*/
QString UtilityMethods::call_me_back(
    const CallContext &context, const QString &method_name, const QJsonObject &args)
{
    Channel *const channel = context.channel();
    if (!channel)
        throw Error(Error::InternalError, u"the caller is gone"_s);
    if (!d->calls.contains(channel))
        connect(channel, &QObject::destroyed, this,
            [this](const QObject *gone) { d->calls.remove(gone); });
    CallsBack &calls = d->calls[channel];
    if (calls.replies.size() >= maximumUnfetched)
        throw Error(Error::ServerBusy,
            u"%1 responses were not fetched with get_response"_s.arg(maximumUnfetched));
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    calls.replies.insert(id,
        channel->call<QJsonValue>(method_name, Arguments(args))
            .then([kept = calls.kept](const QJsonValue &result) { return keep(result, *kept); }));
    return id;
}

/*!
    Returns the response to the call \a call_id that call_me_back() made to the same caller, which
    \a context names, as soon as it is there; once. If that call failed, so does this, with its
    error.
*/
QFuture<PeerResponse> UtilityMethods::get_response(
    const CallContext &context, const QString &call_id)
{
    const auto calls = d->calls.find(context.channel());
    if (calls == d->calls.end() || !calls->replies.contains(call_id))
        throw Error(Error::InvalidParams,
            u"there is no call '%1', or its response was fetched before"_s.arg(call_id));
    return calls->replies.take(call_id).then(
        [call_id, kept = calls->kept](const KeptResult &result) {
            *kept -= result.json.size();
            const QJsonArray value = QJsonDocument::fromJson(result.json).array();
            return PeerResponse{value.at(0), result.typeName, call_id};
        });
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_utilitymethods.cpp"
