// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "scriptvalues.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qmetaobject.h>
#include <QtQml/qjsengine.h>
#include <QtQml/qjsvalueiterator.h>

#include <limits>

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

// JavaScript numbers hold all integers up to 2^53.
bool isExact(const QVariant &integer)
{
    constexpr qint64 limit = qint64(1) << 53;
    if (integer.metaType() == QMetaType::fromType<quint64>())
        return integer.toULongLong() <= quint64(limit);
    return qAbs(integer.toDouble()) <= double(limit) && qAbs(integer.toLongLong()) <= limit;
}

// Strings and bytes convert to a list, but are not lists in JavaScript.
bool isList(const QVariant &value)
{
    return value.metaType() != QMetaType::fromType<QString>()
        && value.metaType() != QMetaType::fromType<QByteArray>()
        && value.canConvert<QVariantList>();
}

std::optional<std::chrono::milliseconds> timeoutFrom(const QJSValue &value)
{
    constexpr double longest = std::numeric_limits<int>::max(); // 24 days
    const double time = value.toNumber();
    if (!value.isNumber() || !(time >= 0))
        return {};
    return std::chrono::milliseconds(qint64(qMin(time, longest)));
}

bool readConversion(const QString &name, const QJSValue &value, Conversions &conversions)
{
    if (name == "dates"_L1)
        conversions.dates = selectionFrom(value);
    else if (name == "bytes"_L1)
        conversions.bytes = selectionFrom(value);
    else if (name == "bigIntegers"_L1)
        conversions.bigIntegers = selectionFrom(value);
    else
        return false;
    return true;
}

bool readOption(const QString &name, const QJSValue &value, ScriptCallOptions &options)
{
    if (name == "timeout"_L1)
        options.call.timeout = timeoutFrom(value);
    else if (name == "idempotent"_L1)
        options.call.idempotent = value.toBool();
    else if (name == "waitForConnection"_L1)
        options.call.waitForConnection = value.toBool();
    else if (name == "context"_L1)
        options.context = value.toQObject();
    else if (name == "progress"_L1)
        options.progress = value;
    else
        return readConversion(name, value, options.conversions);
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
    return invalidCall(u"params must be an array or an object"_s);
}

std::variant<ScriptCallOptions, Error> optionsFrom(
    const QJSValue &options, const Conversions &conversions)
{
    ScriptCallOptions result = {.conversions = conversions};
    if (options.isUndefined() || options.isNull())
        return result;
    QJSValueIterator option(options);
    while (option.next()) {
        if (option.value().isUndefined())
            continue;
        if (!readOption(option.name(), option.value(), result))
            return invalidCall(u"unknown option '%1'"_s.arg(option.name()));
        if (option.name() == "timeout"_L1 && !result.call.timeout)
            return invalidCall(u"the option 'timeout' must be a number of milliseconds"_s);
    }
    result.call.progress = result.progress.isCallable();
    if (!result.progress.isUndefined() && !result.call.progress)
        return invalidCall(u"the option 'progress' must be a function"_s);
    return result;
}

MemberSelection selectionFrom(const QJSValue &value)
{
    if (value.isBool())
        return {.all = value.toBool()};
    return {.names = value.toVariant().toStringList()};
}

ScriptValueMaker::ScriptValueMaker(QJSEngine *engine, const Conversions &conversions)
    : m_engine(engine)
    , m_conversions(conversions)
{
}

QJSValue ScriptValueMaker::make(const QVariant &value, const QString &name)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return m_engine->toScriptValue(selected(value.toString(),
            m_conversions.dates.contains(name), m_conversions.bytes.contains(name)));
    case QMetaType::QVariantMap:
        return makeObject(*static_cast<const QVariantMap *>(value.constData()));
    case QMetaType::QVariantList:
        return makeArray(*static_cast<const QVariantList *>(value.constData()), name);
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return makeInteger(value, name);
    default:
        return m_engine->toScriptValue(value);
    }
}

// Made by the engine: only the engine adds a member named __proto__ to an object instead of setting
// the prototype.
QJSValue ScriptValueMaker::makeObject(const QVariantMap &members)
{
    QVariantMap values;
    for (auto it = members.cbegin(); it != members.cend(); ++it)
        values.insert(values.cend(), it.key(), QVariant::fromValue(make(it.value(), it.key())));
    return m_engine->toScriptValue(values);
}

// Since Qt 6.5 the engine does not convert a QVariantList to an Array.
QJSValue ScriptValueMaker::makeArray(const QVariantList &elements, const QString &name)
{
    QJSValue array = m_engine->newArray(uint(elements.size()));
    for (qsizetype i = 0; i < elements.size(); ++i)
        array.setProperty(quint32(i), make(elements.at(i), name));
    return array;
}

QJSValue ScriptValueMaker::makeInteger(const QVariant &value, const QString &name)
{
    if (!isExact(value)) {
        if (m_conversions.bigIntegers.contains(name))
            return value.toString();
        m_roundedInteger = value.toString();
    }
    return m_engine->toScriptValue(value);
}

namespace {

QJsonValue dataOf(const QJSValue &error)
{
    const QJSValue data = error.property(u"data"_s);
    return data.isUndefined() ? QJsonValue::Undefined
                              : QJsonValue::fromVariant(wireValueFrom(data));
}

} // namespace

QJSValue scriptErrorOf(QJSEngine *engine, const Error &error)
{
    const auto kinds = QMetaEnum::fromType<Error::Kind>();
    QJSValue object = engine->newErrorObject(QJSValue::GenericError, error.message());
    object.setProperty(u"kind"_s, QString::fromLatin1(kinds.valueToKey(int(error.kind()))));
    object.setProperty(u"code"_s, error.code());
    object.setProperty(u"data"_s, ScriptValueMaker(engine).make(error.data()));
    object.setProperty(u"mayHaveExecuted"_s, error.mayHaveExecuted());
    return object;
}

Error errorFromScript(const QJSValue &error)
{
    const QByteArray kind = error.property(u"kind"_s).toString().toLatin1();
    bool isKnown = false;
    const int value = QMetaEnum::fromType<Error::Kind>().keyToValue(kind, &isKnown);
    if (isKnown && value != int(Error::Kind::Remote))
        return Error(Error::Kind(value), error.property(u"message"_s).toString(),
            error.property(u"mayHaveExecuted"_s).toBool(), dataOf(error));
    if (error.property(u"code"_s).toInt() != 0)
        return remoteErrorFromScript(error);
    const QJSValue line = error.property(u"lineNumber"_s);
    const QString place = line.isNumber()
        ? u" (%1:%2)"_s.arg(error.property(u"fileName"_s).toString(), line.toString())
        : QString();
    return Error(Error::InternalError, error.toString() + place);
}

Error remoteErrorFromScript(const QJSValue &error)
{
    return Error(
        error.property(u"code"_s).toInt(), error.property(u"message"_s).toString(), dataOf(error));
}

} // namespace WebSocketRpc
