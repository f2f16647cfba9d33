// SPDX-FileCopyrightText: 2026 The WebSocketRpc authors
// SPDX-License-Identifier: MIT

#include "reservedmessages_p.h"

#include "jsonwriter_p.h"
#include "text_p.h"

#include <algorithm>
#include <limits>

namespace WebSocketRpc {

namespace {

void begin(JsonWriter &writer, const MessageFormat &format, std::string_view method)
{
    format.beginRequest(writer, QUtf8StringView(method.data(), qsizetype(method.size())), true);
    writer.beginObject();
}

void end(JsonWriter &writer, const MessageFormat &format)
{
    writer.endObject();
    format.endNotification(writer);
}

// Nothing for what is not a number.
std::optional<int> toInt(const JsonValue &value)
{
    using Limits = std::numeric_limits<int>;
    if (value.isInteger())
        return int(std::clamp<qint64>(value.toInteger(), Limits::min(), Limits::max()));
    if (value.isDouble())
        return int(std::clamp<double>(value.toDouble(), Limits::min(), Limits::max()));
    return {};
}

void readMember(std::string_view key, const JsonValue &value, Progress &progress)
{
    if (value.isString() && (key == "text" || key == "message"))
        progress.text = toText(value.toString());
    const std::optional<int> number = toInt(value);
    if (!number)
        return;
    if (key == "value")
        progress.value = *number;
    else if (key == "minimum")
        progress.minimum = *number;
    else if (key == "maximum")
        progress.maximum = *number;
    else if (key == "percentage")
        progress = {*number, 0, 100, progress.text};
}

} // namespace

void writeCancellation(JsonWriter &writer, const MessageFormat &format, qint64 id)
{
    begin(writer, format, ReservedName::cancel);
    writer.key("id");
    writer.writeInteger(id);
    end(writer, format);
}

void writeProgressRequest(JsonWriter &writer, const MessageFormat &format, qint64 id)
{
    begin(writer, format, ReservedName::requestProgress);
    writer.key("id");
    writer.writeInteger(id);
    writer.key("token");
    writer.writeInteger(id);
    end(writer, format);
}

void writeProgress(JsonWriter &writer, const MessageFormat &format, const MessageId &token,
    const Progress &progress, const Progress &before)
{
    begin(writer, format, ReservedName::progress);
    writer.key("token");
    token.write(writer);
    writer.key("value");
    writer.beginObject();
    writer.key("value");
    writer.writeInteger(qint64(progress.value));
    writer.key("minimum");
    writer.writeInteger(qint64(progress.minimum));
    writer.key("maximum");
    writer.writeInteger(qint64(progress.maximum));
    if (!progress.text.isEmpty() || !before.text.isEmpty()) {
        writer.key("text");
        writer.writeString(progress.text);
    }
    writer.endObject();
    end(writer, format);
}

void writeEndOfStream(JsonWriter &writer, const MessageFormat &format, QByteArrayView token)
{
    begin(writer, format, ReservedName::endOfStream);
    writer.key("token");
    writer.writeRaw(token);
    end(writer, format);
}

Progress readProgress(const JsonValue &value, Progress before)
{
    if (const auto number = toInt(value))
        before.value = *number;
    if (!value.isObject())
        return before;
    for (const auto &[key, member] : value.toObject())
        readMember(key, member, before);
    return before;
}

std::optional<JsonValue> paramOf(const Message &message, std::string_view name)
{
    if (!message.params || !message.params->isObject())
        return {};
    std::optional<JsonValue> found;
    for (const auto &[key, value] : message.params->toObject()) {
        if (key == name)
            found = value;
    }
    return found;
}

} // namespace WebSocketRpc
