// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include <websocketrpc/utilitymethods.h>

#include <websocketrpc/channel.h>
#include <websocketrpc/registertype.h>

#include <QCoreApplication>
#include <QDir>
#include <QHash>
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

class UtilityMethodsPrivate
{
public:
    // By the channel that they were made back to, and by their ids.
    QHash<const QObject *, QHash<QString, Reply<QJsonValue>>> calls;
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
    by name. Returns at once, with an id for get_response(). At most 1000 responses are kept for each
    channel, until they are fetched or the channel is gone.
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
    auto &calls = d->calls[channel];
    if (calls.size() >= maximumUnfetched)
        throw Error(Error::ServerBusy,
            u"%1 responses were not fetched with get_response"_s.arg(maximumUnfetched));
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    calls.insert(id, channel->call<QJsonValue>(method_name, Arguments(args)));
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
    if (calls == d->calls.end() || !calls->contains(call_id))
        throw Error(Error::InvalidParams,
            u"there is no call '%1', or its response was fetched before"_s.arg(call_id));
    return calls->take(call_id).then([call_id](const QJsonValue &result) {
        return PeerResponse{result, typeNameOf(result), call_id};
    });
}

} // namespace WebSocketRpc

#include "websocketrpc/moc_utilitymethods.cpp"
