// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "jsonvalue_p.h"

#include "jsoncomposite_p.h"
#include "jsonwriter_p.h"
#include "text_p.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>
#include <vector>

namespace WebSocketRpc {

namespace {

constexpr int excerptLength = 60;

QJsonArray toQJsonArray(JsonArray array)
{
    QJsonArray result;
    for (const JsonValue element : array)
        result.append(toQJsonValue(element));
    return result;
}

QJsonObject toQJsonObject(JsonObject object)
{
    using Field = std::pair<std::string_view, JsonValue>;
    std::vector<Field> fields;
    for (const auto field : object)
        fields.emplace_back(field.key, field.value);
    // QJsonObject keeps its keys sorted, and an insertion moves all later members. Equal keys stay in
    // order, so the last wins.
    std::ranges::stable_sort(fields, {}, &Field::first);
    QJsonObject result;
    for (const auto &[key, value] : fields)
        result.insert(toText(key), toQJsonValue(value));
    return result;
}

void writeObject(JsonWriter &writer, const QJsonObject &object)
{
    writer.beginObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        writer.key(it.key());
        write(writer, it.value());
    }
    writer.endObject();
}

void writeArray(JsonWriter &writer, const QJsonArray &array)
{
    writer.beginArray();
    for (const auto &value : array)
        write(writer, value);
    writer.endArray();
}

// QJsonValue does not distinguish an integer from a double with an integral value.
void writeNumber(JsonWriter &writer, const QJsonValue &value)
{
    const qint64 integer = value.toInteger();
    const double number = value.toDouble();
    if (double(integer) == number)
        writer.writeInteger(integer);
    else
        writer.writeDouble(number);
}

// Stops early if the rest would be cut off.
class ExcerptWriter
{
public:
    void write(const JsonValue &value)
    {
        switch (value.type()) {
        case JsonValue::Type::Array:
            return writeArray(value.toArray());
        case JsonValue::Type::Object:
            return writeObject(value.toObject());
        case JsonValue::Type::String:
            return writeString(value.toString());
        case JsonValue::Type::Integer:
            return m_writer.writeInteger(qint64(value.toInteger()));
        case JsonValue::Type::Unsigned:
            return m_writer.writeInteger(quint64(value.toUnsigned()));
        case JsonValue::Type::Double:
            return m_writer.writeDouble(value.toDouble());
        case JsonValue::Type::Bool:
            return m_writer.writeBool(value.toBool());
        case JsonValue::Type::Null:
            return m_writer.writeNull();
        default:
            break;
        }
    }

    [[nodiscard]] QString text() const { return QString::fromUtf8(m_writer.view()); }

private:
    // This many bytes hold more characters than an excerpt.
    static constexpr std::size_t enough = 4 * excerptLength;

    void writeArray(JsonArray array)
    {
        m_writer.beginArray();
        for (const JsonValue element : array) {
            if (m_writer.size() > enough)
                return;
            write(element);
        }
        m_writer.endArray();
    }

    void writeObject(JsonObject object)
    {
        m_writer.beginObject();
        for (const auto field : object) {
            if (m_writer.size() > enough)
                return;
            writeString(field.key);
            m_writer.addPiece(":");
            write(field.value);
        }
        m_writer.endObject();
    }

    void writeString(std::string_view text)
    {
        m_writer.writeString(text.data(), std::min(text.size(), enough));
    }

    JsonWriter m_writer;
};

} // namespace

std::size_t JsonComposite::countedSize() const
{
    const std::size_t step = m_value.isObject() ? 2 : 1; // a member begins with its key
    std::size_t size = 0;
    for (std::size_t index = firstIndex(); index != endIndex(); ++size)
        index = JsonValue(tape(), index + step - 1).indexBehind();
    return size;
}

QJsonValue toQJsonValue(const JsonValue &value)
{
    switch (value.type()) {
    case JsonValue::Type::Array:
        return toQJsonArray(value.toArray());
    case JsonValue::Type::Object:
        return toQJsonObject(value.toObject());
    case JsonValue::Type::String:
        return toText(value.toString());
    case JsonValue::Type::Integer:
        return qint64(value.toInteger());
    case JsonValue::Type::Unsigned:
        return double(value.toUnsigned());
    case JsonValue::Type::Double:
        return value.toDouble();
    case JsonValue::Type::Bool:
        return value.toBool();
    case JsonValue::Type::Null:
        return QJsonValue::Null;
    default:
        return QJsonValue::Undefined;
    }
}

bool JsonObject::contains(std::string_view key) const
{
    for (auto member = begin(); member != end(); ++member) {
        if (member.key() == key)
            return true;
    }
    return false;
}

void write(JsonWriter &writer, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Array:
        return writeArray(writer, value.toArray());
    case QJsonValue::Object:
        return writeObject(writer, value.toObject());
    case QJsonValue::String:
        return writer.writeString(value.toString());
    case QJsonValue::Double:
        return writeNumber(writer, value);
    case QJsonValue::Bool:
        return writer.writeBool(value.toBool());
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        return writer.writeNull();
    }
}

QString excerpt(const JsonValue &value)
{
    ExcerptWriter writer;
    writer.write(value);
    QString text = writer.text();
    if (text.size() <= excerptLength)
        return text;
    text.truncate(excerptLength - 1);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text + QChar(u'…');
}

} // namespace WebSocketRpc
