// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "typetable_p.h"

#include <websocketrpc/registertype.h>

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qurl.h>
#include <QtCore/quuid.h>
#include <QtCore/qvariant.h>

#include <variant>

namespace WebSocketRpc {

namespace {

// Qt's meta types know T and QList<T> well enough.
template<typename... T>
void registerFuturesOfAll()
{
    (Detail::AccessRegistration<QFuture<T>>::runAlone(), ...);
    (Detail::AccessRegistration<QFuture<QList<T>>>::runAlone(), ...);
    (Detail::registerAccessTo<QFuture<std::optional<T>>>(), ...);
}

// These are faster than what Qt's meta types offer, and for other types that is good enough.
template<typename... T>
void registerContainersOfAll()
{
    (Detail::registerAccessTo<QList<T>>(), ...);
    (registerContainers<T>(), ...);
    (Detail::registerAccessTo<QFuture<std::vector<T>>>(), ...);
    (Detail::registerAccessTo<QFuture<QMap<QString, T>>>(), ...);
    (Detail::registerAccessTo<QFuture<QHash<QString, T>>>(), ...);
}

} // namespace

void registerBuiltinTypes()
{
    Detail::registerAccessTo<QFuture<void>>();
    Detail::registerAccessTo<QFuture<std::monostate>>();
    Detail::registerAccessTo<QFuture<std::nullptr_t>>();
    registerFuturesOfAll<bool, char, signed char, uchar, short, ushort, int, uint, long, ulong,
        qlonglong, qulonglong, float, double>();
    registerFuturesOfAll<QString, QChar, QByteArray, QUrl, QUuid, QDate, QTime, QDateTime>();
    registerFuturesOfAll<QJsonValue, QJsonObject, QJsonArray, QJsonDocument>();
    registerFuturesOfAll<QVariant, QVariantMap, QVariantHash, QVariantList, QStringList,
        QByteArrayList>();
    registerContainersOfAll<bool, int, qlonglong, float, double, QString, QVariant>();
}

} // namespace WebSocketRpc
