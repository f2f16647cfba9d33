// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptvalues.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qmetaobject.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalueiterator.h>

using namespace Qt::StringLiterals;

namespace WebSocketRpc {

namespace {

bool isUndefined(const QVariant &value)
{
    return !value.isValid();
}

// As JSON.stringify() does: a member that is undefined is left out, an element becomes null.
QVariant withoutUndefined(QVariant value)
{
    if (value.metaType() == QMetaType::fromType<QVariantMap>()) {
        auto &map = *static_cast<QVariantMap *>(value.data());
        map.removeIf([](const auto &member) { return isUndefined(member.value()); });
        for (QVariant &member : map)
            member = withoutUndefined(std::move(member));
    } else if (value.metaType() == QMetaType::fromType<QVariantList>()) {
        for (QVariant &element : *static_cast<QVariantList *>(value.data()))
            element = isUndefined(element) ? QVariant::fromValue(nullptr)
                                           : withoutUndefined(std::move(element));
    }
    return value;
}

QVariant selected(const QString &text, bool asDate, bool asBytes)
{
    if (asDate) {
        const QDateTime date = QDateTime::fromString(text, Qt::ISODateWithMs);
        if (date.isValid())
            return date;
    }
    if (asBytes) {
        const auto bytes =
            QByteArray::fromBase64Encoding(text.toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
        if (bytes)
            return *bytes;
    }
    return text;
}

// Converts a value that came as JSON, and in it the selected strings. `name` is that of the member whose
// value, or whose elements, these are. Arrays are made here: since Qt 6.5 the engine makes of a
// QVariantList something that is no Array. Objects are made by the engine, which alone adds a member
// named __proto__ to an object instead of setting its prototype.
QJSValue fromJson(
    QJSEngine *engine, const QVariant &value, const QString &name, const ScriptCallOptions &options)
{
    if (value.metaType() == QMetaType::fromType<QString>())
        return engine->toScriptValue(
            selected(value.toString(), options.dates.contains(name), options.bytes.contains(name)));
    if (value.metaType() == QMetaType::fromType<QVariantMap>()) {
        const auto &map = *static_cast<const QVariantMap *>(value.constData());
        QVariantMap members;
        for (auto it = map.cbegin(); it != map.cend(); ++it)
            members.insert(members.cend(), it.key(),
                QVariant::fromValue(fromJson(engine, it.value(), it.key(), options)));
        return engine->toScriptValue(members);
    }
    if (value.metaType() == QMetaType::fromType<QVariantList>()) {
        const auto &list = *static_cast<const QVariantList *>(value.constData());
        QJSValue array = engine->newArray(uint(list.size()));
        for (qsizetype i = 0; i < list.size(); ++i)
            array.setProperty(quint32(i), fromJson(engine, list.at(i), name, options));
        return array;
    }
    return engine->toScriptValue(value);
}

// Of the types that convert to a list only a string and bytes are no list in JavaScript.
bool isList(const QVariant &value)
{
    return value.metaType() != QMetaType::fromType<QString>()
        && value.metaType() != QMetaType::fromType<QByteArray>()
        && value.canConvert<QVariantList>();
}

StringSelection selectionFrom(const QJSValue &value)
{
    if (value.isBool())
        return {.all = value.toBool()};
    return {.names = value.toVariant().toStringList()};
}

bool readOption(const QString &name, const QJSValue &value, ScriptCallOptions &options)
{
    if (name == "timeout"_L1)
        options.call.timeout = std::chrono::milliseconds(qint64(value.toNumber()));
    else if (name == "idempotent"_L1)
        options.call.idempotent = value.toBool();
    else if (name == "waitForConnection"_L1)
        options.call.waitForConnection = value.toBool();
    else if (name == "dates"_L1)
        options.dates = selectionFrom(value);
    else if (name == "bytes"_L1)
        options.bytes = selectionFrom(value);
    else if (name == "context"_L1)
        options.context = value.toQObject();
    else
        return false;
    return true;
}

Error invalidCall(const QString &reason)
{
    return {Error::Kind::InvalidCall, reason};
}

} // namespace

QVariant wireValueFrom(const QJSValue &value)
{
    return withoutUndefined(value.toVariant());
}

std::variant<Arguments, Error> argumentsFrom(const QJSValue &params)
{
    if (params.isUndefined() || params.isNull())
        return Arguments();
    const QVariant value = wireValueFrom(params);
    if (value.metaType() == QMetaType::fromType<QVariantMap>())
        return Arguments(*static_cast<const QVariantMap *>(value.constData()));
    if (isList(value))
        return Arguments(value.toList());
    return invalidCall(u"the params of a call are an array or an object"_s);
}

std::variant<ScriptCallOptions, Error> optionsFrom(const QJSValue &options)
{
    ScriptCallOptions result;
    if (options.isUndefined())
        return result;
    QJSValueIterator option(options);
    while (option.next()) {
        if (!option.value().isUndefined() && !readOption(option.name(), option.value(), result))
            return invalidCall(u"a call has no option '%1'"_s.arg(option.name()));
    }
    return result;
}

QJSValue scriptValueOf(QJSEngine *engine, const QVariant &value, const ScriptCallOptions &options)
{
    return fromJson(engine, value, QString(), options);
}

QJSValue scriptErrorOf(QJSEngine *engine, const Error &error)
{
    const auto kinds = QMetaEnum::fromType<Error::Kind>();
    QJSValue object = engine->newErrorObject(QJSValue::GenericError, error.message());
    object.setProperty(u"kind"_s, QString::fromLatin1(kinds.valueToKey(int(error.kind()))));
    object.setProperty(u"code"_s, error.code());
    object.setProperty(u"data"_s, scriptValueOf(engine, error.data()));
    object.setProperty(u"mayHaveExecuted"_s, error.mayHaveExecuted());
    return object;
}

} // namespace WebSocketRpc
